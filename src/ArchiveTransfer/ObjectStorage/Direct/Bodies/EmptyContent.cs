using System.Net;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// No bytes, said so: the transport sends a request without content again, up to three times, when a kept connection dies, whether or not the store has acted.
/// </summary>
internal sealed class EmptyContent : HttpContent
{
    /// <summary>For all requests without headers of content.</summary>
    public static readonly EmptyContent Shared = MakeShared();

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => Task.CompletedTask;

    protected override bool TryComputeLength(out long length)
    {
        length = 0;
        return true;
    }

    /// <summary>Shared by many: closing it for one must not close it for all.</summary>
#pragma warning disable CA2215 // That is just what must not happen.
    protected override void Dispose(bool disposing)
#pragma warning restore CA2215
    {
    }

    private static EmptyContent MakeShared()
    {
        var content = new EmptyContent();

        // Computed once and kept: from here on nothing of it changes.
        _ = content.Headers.ContentLength;
        return content;
    }
}
