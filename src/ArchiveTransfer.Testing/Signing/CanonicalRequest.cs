using ArchiveTransfer.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Signing;

/// <summary>The canonical request of Signature Version 4: what a request must have been to be signed like this.</summary>
internal static class CanonicalRequest
{
    public static string Build(string method, RequestTarget target, IHeaderDictionary headers, string[] signedHeaders, string payload)
    {
        var text = new PooledText(2048);
        text.Append(method);
        text.Append('\n');
        text.Append(target.Path);
        text.Append('\n');
        AppendQuery(ref text, target);
        text.Append('\n');
        foreach (var name in signedHeaders)
        {
            text.Append(name);
            text.Append(':');
            AppendValue(ref text, headers, name);
            text.Append('\n');
        }

        for (var i = 0; i < signedHeaders.Length; i++)
        {
            text.Append(i == 0 ? '\n' : ';');
            text.Append(signedHeaders[i]);
        }

        text.Append('\n');
        text.Append(payload);
        return text.Finish();
    }

    private static void AppendQuery(ref PooledText text, RequestTarget target)
    {
        var pairs = new List<(string Name, string Value)>(target.Query.Count);
        foreach (var (name, value) in target.Query)
        {
            if (name != QueryAuthorization.SignatureName)
            {
                pairs.Add((PercentEncoding.Encode(name), PercentEncoding.Encode(value)));
            }
        }

        pairs.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name) is var order and not 0
            ? order
            : string.CompareOrdinal(left.Value, right.Value));
        for (var i = 0; i < pairs.Count; i++)
        {
            if (i > 0)
            {
                text.Append('&');
            }

            text.Append(pairs[i].Name);
            text.Append('=');
            text.Append(pairs[i].Value);
        }
    }

    private static void AppendValue(ref PooledText text, IHeaderDictionary headers, string name)
    {
        if (!headers.TryGetValue(name, out var values))
        {
            throw SignatureVerifier.DoesNotMatch();
        }

        for (var i = 0; i < values.Count; i++)
        {
            if (i > 0)
            {
                text.Append(',');
            }

            AppendTrimmed(ref text, values[i]);
        }
    }

    // No blanks around a value, and one in place of several within.
    private static void AppendTrimmed(ref PooledText text, ReadOnlySpan<char> value)
    {
        value = value.Trim(' ');
        for (int blanks; (blanks = value.IndexOf("  ")) >= 0; value = value[blanks..].TrimStart(' '))
        {
            text.Append(value[..(blanks + 1)]);
        }

        text.Append(value);
    }
}
