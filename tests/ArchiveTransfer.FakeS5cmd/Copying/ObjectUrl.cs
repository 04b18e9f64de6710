using System.Text;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary><c>s3://bucket/key</c>, the key as it stands.</summary>
internal sealed record ObjectUrl(string Bucket, string Key)
{
    private const string Scheme = "s3://";
    private const string Unescaped = "-_.~";

    public string? VersionId { get; init; }

    public bool IsBucketOrPrefix => Key.Length == 0 || Key.EndsWith('/');

    public bool HasGlobCharacter => Key.AsSpan().ContainsAny('*', '?');

    /// <summary>The copy source as the real tool sends it: a blank becomes a plus sign, which not every store takes for a blank.</summary>
    public string CopySource =>
        string.Join('/', ToString()[Scheme.Length..].Split('/').Select(QueryEscape)) + (string.IsNullOrEmpty(VersionId) ? "" : "?versionId=" + VersionId);

    /// <exception cref="FormatException">It is no such URL; the message is the real tool's.</exception>
    public static ObjectUrl Parse(string text)
    {
        if (text.Split("://", 2) is not [var scheme, var rest])
        {
            throw new NotSupportedException("This is not s5cmd: it copies from store to store alone.");
        }

        if (scheme != "s3")
        {
            throw new FormatException("s3 url should start with \"s3://\"");
        }

        var parts = rest.Split('/', 2);
        return parts[0].Length == 0 ? throw new FormatException("s3 url should have a bucket")
            : parts[0].AsSpan().ContainsAny('*', '?') ? throw new FormatException("bucket name cannot contain wildcards")
            : new ObjectUrl(parts[0], parts.ElementAtOrDefault(1) ?? "");
    }

    /// <summary>Where a copy of this ends when this is the destination.</summary>
    public ObjectUrl Complete(ObjectUrl source) => IsBucketOrPrefix ? this with { Key = Key + source.Key[(source.Key.LastIndexOf('/') + 1)..] } : this;

    public override string ToString() => Key.Length == 0 ? Scheme + Bucket : $"{Scheme}{Bucket}/{Key}";

    private static string QueryEscape(string text)
    {
        var escaped = new StringBuilder();
        foreach (var value in Encoding.UTF8.GetBytes(text))
        {
            _ = char.IsAsciiLetterOrDigit((char)value) || Unescaped.Contains((char)value, StringComparison.Ordinal) ? escaped.Append((char)value)
                : value == ' ' ? escaped.Append('+')
                : escaped.Append('%').Append(value.ToString("X2", null));
        }

        return escaped.ToString();
    }
}
