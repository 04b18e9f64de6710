using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Which form a body takes on the wire, and what is said of it in the signature.</summary>
internal static class RequestBody
{
    /// <summary>What can be read twice is signed with its hash, and read for it unless it is known. What flows by is signed chunk by chunk; one that makes an object is not: some stores keep the chunks' encoding as the object's.</summary>
    /// <returns>Null: no bytes.</returns>
    public static ValueTask<(BodyContent? Content, string Payload)> PrepareAsync(StoreBody? body, bool isHttps, bool isSigned, bool isPart, CancellationToken cancellationToken)
    {
        if (body is not { Length: > 0 } bytes)
        {
            return new((null, PayloadHash.Empty));
        }

        if (bytes.Stream is null)
        {
            return new((new HeldContent(bytes.Memory), isSigned ? PayloadHash.Of(bytes.Memory.Span) : ""));
        }

        if (!bytes.IsFlowing)
        {
            var slice = new BodySlice(bytes.Stream, bytes.Length);
            return bytes.Sha256 is { } known && isSigned ? new((new StreamedContent(slice, bytes.Length), known)) : ReadTwiceAsync(slice, bytes.Length, isSigned, cancellationToken);
        }

        return isPart && isSigned
            ? new((new SignedChunksContent(bytes.Stream, bytes.Length), PayloadHash.Chunks))
            : new((new StreamedContent(bytes.Stream, bytes.Length), isHttps ? PayloadHash.Unsigned : throw new InvalidOperationException("Over http nothing goes unsigned.")));
    }

    private static async ValueTask<(BodyContent? Content, string Payload)> ReadTwiceAsync(BodySlice slice, long length, bool isSigned, CancellationToken cancellationToken)
    {
        string payload = isSigned ? await PayloadHash.OfAsync(slice, cancellationToken).ConfigureAwait(false) : "";
        return (new StreamedContent(slice, length), payload);
    }
}
