using System.Net;

namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>A body of any length out of one small buffer.</summary>
internal sealed class RepeatedBytes(long length) : HttpContent
{
    private static readonly byte[] Buffer = new byte[64 * 1024];

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
    {
        for (var left = length; left > 0; left -= Buffer.Length)
        {
            await stream.WriteAsync(Buffer.AsMemory(0, (int)Math.Min(left, Buffer.Length)));
        }
    }

    protected override bool TryComputeLength(out long computed)
    {
        computed = length;
        return true;
    }
}
