using System.Globalization;
using System.Text;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Writes the XML of answers. Control characters become references, as S3 sends them though XML 1.0 forbids it.</summary>
internal sealed class XmlText
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private readonly StringBuilder _text = new(Declaration, 512);

    public XmlText Root(string name)
    {
        _text.Append('<').Append(name).Append(" xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        return this;
    }

    public XmlText Open(string name)
    {
        _text.Append('<').Append(name).Append('>');
        return this;
    }

    public XmlText Close(string name)
    {
        _text.Append("</").Append(name).Append('>');
        return this;
    }

    public XmlText Text(string value)
    {
        Escape(value);
        return this;
    }

    public XmlText Element(string name, string value)
    {
        Open(name);
        Escape(value);
        return Close(name);
    }

    public XmlText Element(string name, long value) => Element(name, value.ToString(CultureInfo.InvariantCulture));

    public XmlText Element(string name, bool value) => Element(name, value ? "true" : "false");

    public XmlText Element(string name, DateTimeOffset value) =>
        Element(name, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    public XmlText Owner(S3Identity owner) => Open("Owner").Element("ID", owner.AccessKey).Element("DisplayName", owner.AccessKey).Close("Owner");

    /// <summary>Nothing where there is no value.</summary>
    public XmlText Optional(string name, string? value) => value is null ? this : Element(name, value);

    public override string ToString() => _text.ToString();

    private void Escape(string value)
    {
        foreach (var unit in value)
        {
            _ = unit switch
            {
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '&' => _text.Append("&amp;"),
                '"' => _text.Append("&quot;"),
                < ' ' => _text.Append(CultureInfo.InvariantCulture, $"&#x{(int)unit:x};"),
                _ => _text.Append(unit),
            };
        }
    }
}
