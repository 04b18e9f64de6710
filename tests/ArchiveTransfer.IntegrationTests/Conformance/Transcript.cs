using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace ArchiveTransfer.Conformance;

/// <summary>What was asked and what was answered, without what every run makes anew.</summary>
internal sealed partial class Transcript(ConformanceStore store)
{
    /// <summary>Of the connection or the server, not of S3; x-rgw-* is Ceph's own. Ceph sends accept-ranges with everything.</summary>
    private static readonly string[] SilentHeaders =
        ["date", "server", "connection", "transfer-encoding", "x-amz-request-id", "x-amz-id-2", "keep-alive", "accept-ranges"];

    /// <summary>Ceph's own additions, which mean nothing to a client of S3.</summary>
    private static readonly string[] SilentElements = ["Type", "MfaDelete"];

    private readonly StringBuilder _text = new();
    private readonly List<(string Value, string Placeholder)> _replaced = [];

    public void Replace(string value, string placeholder) => _replaced.Add((value, placeholder));

    public void Request(string who, string method, string target, IEnumerable<(string Name, string Value)> headers)
    {
        Line($"> {who}{method} {target}");
        foreach (var (name, value) in headers)
        {
            Line($">   {name}: {value}");
        }
    }

    public void Answer(HttpMethod method, ConformanceAnswer answer)
    {
        Line(answer.Status.ToString(CultureInfo.InvariantCulture));
        var tellsOfContent = method == HttpMethod.Head ? answer.Status < 300 : answer.Body.Length > 0;
        foreach (var (name, value) in answer.Headers.OrderBy(static header => header.Name, StringComparer.Ordinal))
        {
            var isSilent = SilentHeaders.Contains(name)
                || name.StartsWith("x-rgw-", StringComparison.Ordinal)
                || (name is "content-length" && (answer.Xml is not null || !tellsOfContent))
                || (name is "content-type" && !tellsOfContent);
            if (!isSilent)
            {
                Line($"  {name}: {(name == "last-modified" ? "{date}" : value)}");
            }
        }

        if (answer.Xml is { } xml)
        {
            Element(xml, "  ");
        }
        else if (answer.Body.Length > 0)
        {
            Line($"  | {(answer.Body.Length > 200 ? $"{answer.Body[..20]}... {answer.Body.Length}" : Escape(answer.Body))}");
        }
    }

    public void Line(string line) => _text.Append(line).Append('\n');

    public override string ToString() => _replaced.Aggregate(_text.ToString(), static (text, pair) => text.Replace(pair.Value, pair.Placeholder, StringComparison.Ordinal));

    private static string Escape(string text) => string.Concat(text.Select(static unit => unit is < ' ' or (char)0x7F
        ? string.Create(CultureInfo.InvariantCulture, $"\\x{(int)unit:x2}")
        : unit.ToString()));

    private void Element(XElement element, string indent)
    {
        var name = element.Name.LocalName;
        if (SilentElements.Contains(name))
        {
            return;
        }

        if (!element.HasElements)
        {
            Line($"{indent}{name}: {Value(name, element.Value)}");
            return;
        }

        if (name == "Error")
        {
            // Ids, prose, and details that Amazon adds for people.
            Line($"{indent}Error: {element.Elements().FirstOrDefault(static child => child.Name.LocalName == "Code")?.Value}");
            return;
        }

        // Order among different names means nothing; among equal ones it is that of the listing. What a batch deleted comes in any order.
        Line(indent + name);
        foreach (var child in element.Elements().OrderBy(static child => child.Name.LocalName, StringComparer.Ordinal).ThenBy(static child => child.Name.LocalName == "Deleted" ? child.Value : "", StringComparer.Ordinal))
        {
            Element(child, indent + "  ");
        }
    }

    private string Value(string name, string value) => name switch
    {
        "ID" or "DisplayName" => store.NameOf(value),
        "LastModified" or "Initiated" or "CreationDate" => Date().IsMatch(value) ? "{date}" : value,
        "NextContinuationToken" or "ContinuationToken" => value.Length > 0 ? "{token}" : "",
        "Location" => value.Replace(store.Endpoint.GetLeftPart(UriPartial.Authority), "{endpoint}", StringComparison.Ordinal).Replace(store.Endpoint.Authority, "{endpoint}", StringComparison.Ordinal),
        _ => Escape(value),
    };

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")]
    private static partial Regex Date();
}
