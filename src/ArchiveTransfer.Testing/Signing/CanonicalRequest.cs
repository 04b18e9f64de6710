using System.Text;
using ArchiveTransfer.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The canonical form of a request: the path as sent, the query sorted, the headers named as signed.</summary>
internal static class CanonicalRequest
{
    public static string Build(string method, RequestTarget target, IHeaderDictionary headers, string[] signedHeaders, string payload)
    {
        var text = new StringBuilder(1024).Append(method).Append('\n').Append(target.Path).Append('\n');
        AppendQuery(text, target);
        text.Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name).Append(':').Append(Value(headers, name)).Append('\n');
        }

        return text.Append('\n').AppendJoin(';', signedHeaders).Append('\n').Append(payload).ToString();
    }

    private static void AppendQuery(StringBuilder text, RequestTarget target)
    {
        if (target.Query.Count == 0)
        {
            return;
        }

        var pairs = target.Query
            .Where(static parameter => parameter.Key != QueryAuthorization.SignatureName)
            .Select(static parameter => (Name: PercentEncoding.Encode(parameter.Key), Value: PercentEncoding.Encode(parameter.Value)))
            .OrderBy(static pair => pair.Name, StringComparer.Ordinal)
            .ThenBy(static pair => pair.Value, StringComparer.Ordinal)
            .Select(static pair => $"{pair.Name}={pair.Value}");
        text.AppendJoin('&', pairs);
    }

    private static string Value(IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            throw SignatureVerifier.DoesNotMatch();
        }

        return values.Count == 1 ? Trim(values[0]!) : string.Join(',', values.Select(static value => Trim(value!)));
    }

    private static string Trim(string value)
    {
        value = value.Trim(' ');
        while (value.Contains("  ", StringComparison.Ordinal))
        {
            value = value.Replace("  ", " ", StringComparison.Ordinal);
        }

        return value;
    }
}
