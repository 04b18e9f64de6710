using ArchiveTransfer.Testing.Http;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Observation;

/// <summary>The last requests that ended, shown in order of arrival.</summary>
internal sealed class RequestLog(S3SimulatorOptions options)
{
    private const string TokenHeader = "x-amz-security-token";
    private const string Redacted = "redacted";
    private static readonly string[] Secrets = ["X-Amz-Security-Token", "X-Amz-Signature", "Signature", "WebIdentityToken"];

    private readonly object _gate = new();
    private readonly Queue<S3RequestRecord> _records = new();

    public IReadOnlyList<S3RequestRecord> Records
    {
        get
        {
            S3RequestRecord[] records;
            lock (_gate)
            {
                records = [.. _records];
            }

            Array.Sort(records, static (left, right) => left.Serial.CompareTo(right.Serial));
            return records;
        }
    }

    public bool IsKept => options.KeepRequestLog;

    public static Dictionary<string, string> HeadersThatMatter(IHeaderDictionary headers)
    {
        var kept = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in headers)
        {
            if (Matters(name))
            {
                kept[name.ToLowerInvariant()] = name.Equals(TokenHeader, StringComparison.OrdinalIgnoreCase) ? Redacted : value.ToString();
            }
        }

        return kept;
    }

    /// <summary>Path and query as sent, but for signatures, tokens and keys of customers.</summary>
    public static string TargetWithoutSecrets(string target)
    {
        var question = target.IndexOf('?', StringComparison.Ordinal);
        return question < 0
            ? target
            : target[..(question + 1)] + string.Join('&', target[(question + 1)..].Split('&').Select(static pair => IsSecret(pair) ? pair[..(pair.IndexOf('=', StringComparison.Ordinal) + 1)] + Redacted : pair));
    }

    public void Add(S3RequestRecord record)
    {
        lock (_gate)
        {
            _records.Enqueue(record);
            if (_records.Count > options.RequestLogLimit)
            {
                _records.Dequeue();
            }
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _records.Clear();
        }
    }

    // The keys of SSE-C are secrets: neither they nor those of a copy source may outlive their request.
    private static bool Matters(string name) =>
        (name.StartsWith("x-amz-", StringComparison.OrdinalIgnoreCase) && !name.EndsWith("-customer-key", StringComparison.OrdinalIgnoreCase))
        || name.StartsWith("if-", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("content-", StringComparison.OrdinalIgnoreCase)
        || name.Equals("range", StringComparison.OrdinalIgnoreCase)
        || name.Equals("expect", StringComparison.OrdinalIgnoreCase)
        || name.Equals("cache-control", StringComparison.OrdinalIgnoreCase);

    private static bool IsSecret(string pair)
    {
        var equals = pair.IndexOf('=', StringComparison.Ordinal);
        return equals > 0
            && PercentEncoding.Decode(pair.AsSpan(0, equals), plusIsBlank: true) is { } name
            && (Secrets.Contains(name, StringComparer.OrdinalIgnoreCase) || name.EndsWith("-customer-key", StringComparison.OrdinalIgnoreCase));
    }
}
