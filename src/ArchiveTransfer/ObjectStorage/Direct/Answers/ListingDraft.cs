using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What was read so far of a page of a listing, whose answer may come piece by piece.</summary>
internal sealed class ListingDraft
{
    private bool? isEncoded;
    private bool hasRaw;

    public ListedObjectsBuilder Objects { get; } = new();

    public List<string> Prefixes { get; } = [];

    public bool? IsTruncated { get; set; }

    public string? NextToken { get; set; }

    public bool IsListing { get; set; }

    /// <summary>Keys are percent-encoded. A store that does not say so did not encode them; it says so before or after them.</summary>
    public bool IsEncoded
    {
        get => isEncoded ?? false;
        set => isEncoded = value;
    }

    /// <summary>The storage class read last.</summary>
    public string? Class { get; set; }

    /// <summary>Why the page cannot be used.</summary>
    public string? Defect { get; set; }

    /// <summary>Reads a key, or leaves it as it is while it is not known whether it is encoded.</summary>
    /// <param name="key">At least as many characters as the text has bytes.</param>
    /// <returns>Characters of the key.</returns>
    public int Decode(ReadOnlySpan<byte> text, Span<char> key)
    {
        hasRaw |= isEncoded is null;
        if (!IsEncoded && text.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
        {
            Defect ??= "The listing holds a character that XML cannot carry.";
        }

        if (IsEncoded ? ListingKeys.TryDecode(text, key, out int length) : ListingKeys.TryRead(text, key, out length))
        {
            return length;
        }

        Defect ??= NotDecodable(Encoding.UTF8.GetString(text));
        return text.Length;
    }

    /// <summary>The page, read to its end.</summary>
    public (IReadOnlyList<ListedObject> Objects, IReadOnlyList<string> Prefixes) Build()
    {
        ListedObjects objects = Objects.Build();
        return hasRaw && IsEncoded && Defect is null ? ([.. objects.Select(item => item with { Key = Decode(item.Key) })], [.. Prefixes.Select(Decode)]) : (objects, Prefixes);
    }

    private static string NotDecodable(string key) => $"The listing holds a key that is not percent-encoded UTF-8: \"{key}\".";

    private string Decode(string raw)
    {
        if (!ListingKeys.TryDecode(raw, out string key))
        {
            Defect ??= NotDecodable(raw);
        }

        return key;
    }
}
