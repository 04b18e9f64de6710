using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>What an object shall have beside its content: the same however large it is and whichever way it takes.</summary>
internal static class ObjectAttributes
{
    /// <summary>For a copy in one request, where the store itself carries headers and tags over.</summary>
    public static WriteAttributes ForCopy(ArchiveCollectionOptions options)
    {
        WriteAttributes set = Set(options);
        return set with
        {
            Headers = options.PreserveMetadata ? null : ObjectHeaders.None,
            Tags = set.Tags ?? (options.Tags == TagHandling.Drop ? [] : null),
            AnyTags = options.Tags == TagHandling.Any,
        };
    }

    /// <summary>For every other way, which carries over what was read.</summary>
    /// <param name="tags">Tags of the source, where they are to be kept and it has some.</param>
    public static WriteAttributes ForContent(ArchiveCollectionOptions options, ObjectHeaders headers, IReadOnlyList<KeyValuePair<string, string>>? tags)
    {
        WriteAttributes set = Set(options);
        return set with { Headers = options.PreserveMetadata ? headers : ObjectHeaders.None, Tags = set.Tags ?? tags };
    }

    /// <summary>Whether the tags of this source must be read.</summary>
    public static bool NeedTags(ArchiveCollectionOptions options, ObjectHead source) =>
        options.Tags == TagHandling.Copy && options.Destination.Tags.Count == 0 && source.TagCount is null or > 0;

    private static WriteAttributes Set(ArchiveCollectionOptions options) => new()
    {
        Tags = options.Destination.Tags is { Count: > 0 } tags ? [.. tags] : null,
        StorageClass = options.Destination.StorageClass,
        CannedAcl = options.Destination.CannedAcl,
        Encryption = options.Destination.Encryption,
    };
}
