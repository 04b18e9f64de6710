using System.Globalization;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Query and headers of a request while it is put together. One a thread, used again: between two awaits only.</summary>
internal sealed class RequestDraft
{
    [ThreadStatic]
    private static RequestDraft? spare;

    private SignedHeader[] headers = new SignedHeader[32];
    private readonly List<(string Name, string Value)> query = [];
    private int count;

    /// <summary>All headers; more can be added while nobody holds the span.</summary>
    public Span<SignedHeader> Headers => headers.AsSpan(0, count);

    public static RequestDraft Begin()
    {
        RequestDraft draft = spare ?? new RequestDraft();
        spare = null;
        return draft;
    }

    public void End()
    {
        // Values may be secret: they are not kept for the next request to find.
        Headers.Clear();
        count = 0;
        query.Clear();
        spare = this;
    }

    /// <param name="name">In lower case.</param>
    /// <param name="value">Null: the header is left out.</param>
    public void Add(string name, string? value)
    {
        if (value is null)
        {
            return;
        }

        if (count == headers.Length)
        {
            Array.Resize(ref headers, count * 2);
        }

        headers[count++] = new SignedHeader(name, value);
    }

    /// <param name="value">Null: the parameter is left out.</param>
    public void AddQuery(string name, string? value)
    {
        if (value is not null)
        {
            query.Add((name, value));
        }
    }

    public void AddQuery(string name, int value) => query.Add((name, value.ToString(CultureInfo.InvariantCulture)));

    /// <summary>The target as it is signed and sent; parameters in the order of their names.</summary>
    /// <returns>Where the query begins, after its question mark; the whole length where there is none.</returns>
    public int WriteTarget(ref TextBuffer target, string pathPrefix, string key)
    {
        target.Append(pathPrefix);
        target.Append('/');
        PercentEncoding.Append(ref target, key, keepSlash: true);
        if (query.Count == 0)
        {
            return target.Written.Length;
        }

        query.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        int start = target.Written.Length + 1;
        char lead = '?';
        foreach ((string name, string value) in query)
        {
            target.Append(lead);
            PercentEncoding.Append(ref target, name, keepSlash: false);
            target.Append('=');
            PercentEncoding.Append(ref target, value, keepSlash: false);
            lead = '&';
        }

        return start;
    }
}
