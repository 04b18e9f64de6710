using System.Buffers;
using System.Globalization;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Writes the XML of answers. Control characters become references, as S3 sends them though XML 1.0 forbids it.</summary>
internal sealed class XmlText
{
    public const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

    private static readonly SearchValues<char> Special = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(static unit => (char)unit), '<', '>', '&', '"']);

    private PooledText _text = new(1024);
    private DateTimeOffset _time;
    private string? _timeText;

    public XmlText() => _text.Append(Declaration);

    public XmlText Root(string name, string xmlNamespace = "http://s3.amazonaws.com/doc/2006-03-01/")
    {
        _text.Append('<');
        _text.Append(name);
        _text.Append(" xmlns=\"");
        _text.Append(xmlNamespace);
        _text.Append("\">");
        return this;
    }

    public XmlText Open(string name)
    {
        _text.Append('<');
        _text.Append(name);
        _text.Append('>');
        return this;
    }

    public XmlText Close(string name)
    {
        _text.Append("</");
        _text.Append(name);
        _text.Append('>');
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

    public XmlText Element(string name, long value)
    {
        Open(name);
        _text.Append(value, default);
        return Close(name);
    }

    public XmlText Element(string name, bool value) => Element(name, value ? "true" : "false");

    public XmlText Element(string name, DateTimeOffset value)
    {
        // Most objects of a page were written in the same second.
        if (_timeText is null || _time != value)
        {
            (_time, _timeText) = (value, value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        return Element(name, _timeText);
    }

    public XmlText Owner(S3Identity owner) => Open("Owner").Element("ID", owner.AccessKey).Element("DisplayName", owner.AccessKey).Close("Owner");

    /// <summary>Nothing where there is no value.</summary>
    public XmlText Optional(string name, string? value) => value is null ? this : Element(name, value);

    /// <summary>The text; nothing can be added afterwards.</summary>
    public override string ToString() => _text.Finish();

    private void Escape(ReadOnlySpan<char> value)
    {
        for (int plain; (plain = value.IndexOfAny(Special)) >= 0; value = value[(plain + 1)..])
        {
            _text.Append(value[..plain]);
            _text.Append(value[plain] switch
            {
                '<' => "&lt;",
                '>' => "&gt;",
                '&' => "&amp;",
                '"' => "&quot;",
                var unit => string.Create(CultureInfo.InvariantCulture, $"&#x{(int)unit:x};"),
            });
        }

        _text.Append(value);
    }
}
