using System.Text;
using System.Xml;
using System.Xml.Linq;

namespace ArchiveTransfer.Conformance;

/// <summary>What came back.</summary>
internal sealed record ConformanceAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>Null: the body is no XML.</summary>
    public XElement? Xml { get; } = Parse(Body);

    public static async Task<ConformanceAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = Encoding.UTF8.GetString(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
            .Select(static header => (header.Key.ToLowerInvariant(), string.Join(',', (IEnumerable<string>)header.Value)))
            .ToList();
        return new ConformanceAnswer((int)response.StatusCode, headers, body);
    }

    /// <summary>The first element of this name.</summary>
    public string? Value(string element) => Xml?.Descendants().FirstOrDefault(candidate => candidate.Name.LocalName == element)?.Value;

    public IEnumerable<string> Values(string element) => Xml?.Descendants().Where(candidate => candidate.Name.LocalName == element).Select(static found => found.Value) ?? [];

    public string? Header(string name) => Headers.FirstOrDefault(header => header.Name == name).Value;

    private static XElement? Parse(string body)
    {
        if (!body.StartsWith('<'))
        {
            return null;
        }

        try
        {
            // Stores send control characters, which no parser takes unless told to.
            using var reader = XmlReader.Create(new StringReader(body), new XmlReaderSettings { CheckCharacters = false });
            return XElement.Load(reader, LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
