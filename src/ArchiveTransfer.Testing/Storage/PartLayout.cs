namespace ArchiveTransfer.Testing.Storage;

/// <summary>The parts of a multipart object: those that were uploaded, or for a virtual one equal parts in the number of its ETag.</summary>
internal static class PartLayout
{
    /// <summary>Empty: not multipart.</summary>
    public static IReadOnlyList<ObjectPart> Of(StoredObject found) => found.Parts ?? (found.ETag.IsMultipart ? Equal(found.Size, found.ETag.Parts) : []);

    private static ObjectPart[] Equal(long size, int count)
    {
        var each = (size + count - 1) / count;
        var parts = new ObjectPart[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = new ObjectPart(i + 1, Math.Min(each, size - (each * i)));
        }

        return parts;
    }
}
