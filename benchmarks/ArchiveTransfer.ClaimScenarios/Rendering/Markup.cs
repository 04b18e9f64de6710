using System.Text;
using System.Xml;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Elements, attributes and texts, everything encoded; well-formed as XML and the same as HTML.</summary>
internal sealed class Markup(TextWriter target) : IDisposable
{
    private const string Svg = "http://www.w3.org/2000/svg";

    private static readonly XmlWriterSettings Settings = new() { OmitXmlDeclaration = true, ConformanceLevel = ConformanceLevel.Fragment, NewLineHandling = NewLineHandling.None, Encoding = Encoding.UTF8, CloseOutput = false };

    private readonly XmlWriter writer = XmlWriter.Create(target, Settings);
    private readonly Stack<string> namespaces = new();

    public void Dispose() => writer.Dispose();

    public void Begin(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        string space = name == "svg" ? Svg : namespaces.TryPeek(out string? outer) ? outer : "";
        namespaces.Push(space);
        writer.WriteStartElement(name, space);
        foreach ((string attribute, string value) in attributes)
        {
            writer.WriteAttributeString(attribute, VisibleText.OneLine(value));
        }
    }

    /// <summary>With an end tag even where there is nothing inside: HTML knows no other end.</summary>
    public void End()
    {
        namespaces.Pop();
        writer.WriteFullEndElement();
    }

    public void Text(string text) => writer.WriteString(VisibleText.OneLine(text));

    public void Element(string name, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        Text(text);
        End();
    }

    /// <summary>An element that has no end tag in HTML, or one of SVG.</summary>
    public void Leaf(string name, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Begin(name, attributes);
        namespaces.Pop();
        writer.WriteEndElement();
    }

    /// <param name="rules">Written here, without any character that XML encodes: HTML would not decode it.</param>
    public void Style(string rules)
    {
        Begin("style");
        writer.WriteString(rules);
        End();
    }

    /// <summary>For whoever reads the source.</summary>
    public void Line() => writer.WriteString("\n");
}
