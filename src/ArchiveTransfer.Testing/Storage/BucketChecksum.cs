using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>One number for all that a listing shows but times, the same in whatever order objects are added up.</summary>
internal static class BucketChecksum
{
    public static string Of(BucketContents contents)
    {
        var sum = UInt128.Zero;
        foreach (var found in contents.All())
        {
            sum += HashOf(found);
        }

        return sum.ToString("x32", CultureInfo.InvariantCulture);
    }

    private static UInt128 HashOf(StoredObject found)
    {
        var etag = found.ETag;
        var bytes = new byte[Encoding.UTF8.GetByteCount(found.Key) + 28];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, etag.Hash);
        BinaryPrimitives.WriteInt32LittleEndian(bytes.AsSpan(16), etag.Parts);
        BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(20), found.Size);
        Encoding.UTF8.GetBytes(found.Key, bytes.AsSpan(28));
        return ContentHash.ToETagHash(MD5.HashData(bytes));
    }
}
