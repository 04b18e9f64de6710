using System.Buffers.Binary;
using System.Globalization;
using ArchiveTransfer.Testing.Signing;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>An ETag in 32 bytes: a million objects keep it as it is, not as text.</summary>
internal readonly record struct ETag(UInt128 Hash, int Parts = 0)
{
    public bool IsMultipart => Parts > 0;

    public string Quoted => $"\"{this}\"";

    public override string ToString()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, Hash);
        var hash = Hmac.Hex(bytes);
        return Parts == 0 ? hash : string.Create(CultureInfo.InvariantCulture, $"{hash}-{Parts}");
    }
}
