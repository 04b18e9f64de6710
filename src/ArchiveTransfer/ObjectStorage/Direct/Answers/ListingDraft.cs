using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What was read so far of a page of a listing, whose answer may come piece by piece.</summary>
internal sealed class ListingDraft
{
    /// <summary>More than any store puts in a page.</summary>
    private const int MaxEntries = 50_000;

    private const int MaxClasses = 16;

    private readonly List<string> classes = [];
    private bool? isEncoded;

    // What was read before it was known whether texts are encoded, and whether it would matter.
    private int rawObjects;
    private int rawPrefixes;
    private bool hasEscapes;

    public ListedObjectsBuilder Objects { get; } = new();

    public List<string> Prefixes { get; } = [];

    public bool? IsTruncated { get; set; }

    public string? NextToken { get; set; }

    public bool IsListing { get; set; }

    /// <summary>Keys are percent-encoded. A store that does not say so did not encode them; it says so before, between or after them, and the first time counts.</summary>
    public bool IsEncoded
    {
        get => isEncoded ?? false;
        set
        {
            if (isEncoded is null)
            {
                (isEncoded, rawObjects, rawPrefixes) = (value, Objects.Count, Prefixes.Count);
            }
        }
    }

    /// <summary>Why the page cannot be used.</summary>
    public string? Defect { get; set; }

    /// <summary>Reads a key, or leaves it as it is while it is not known whether it is encoded.</summary>
    /// <param name="key">At least as many characters as the text has bytes.</param>
    /// <returns>Characters of the key.</returns>
    public int Decode(ReadOnlySpan<byte> text, Span<char> key)
    {
        hasEscapes |= isEncoded is null && text.IndexOfAny((byte)'%', (byte)'+') >= 0;
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

    /// <summary>A storage class; objects of a page share their texts.</summary>
    public string? ClassOf(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        foreach (string known in classes)
        {
            if (Ascii.Equals(text, known))
            {
                return known;
            }
        }

        string name = Encoding.UTF8.GetString(text);
        if (classes.Count < MaxClasses)
        {
            classes.Add(name);
        }

        return name;
    }

    /// <summary>Looks whether what was added last is too much.</summary>
    public void Check() => Defect ??= Objects.Count + Prefixes.Count > MaxEntries ? $"The listing holds more than {MaxEntries} entries in one page." : null;

    /// <summary>The page, read to its end.</summary>
    public (IReadOnlyList<ListedObject> Objects, IReadOnlyList<string> Prefixes) Build()
    {
        ListedObjects objects = Objects.Build();
        if (!IsEncoded || !hasEscapes || Defect is not null)
        {
            return (objects, Prefixes);
        }

        var decoded = new ListedObjectsBuilder();
        for (int index = 0; index < objects.Count; index++)
        {
            ListedObject item = objects[index];
            decoded.Add(index < rawObjects ? item with { Key = Decode(item.Key) } : item);
        }

        return (decoded.Build(), [.. Prefixes.Select((prefix, index) => index < rawPrefixes ? Decode(prefix) : prefix)]);
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
