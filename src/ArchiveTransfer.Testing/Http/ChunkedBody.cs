using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Takes the aws-chunked coding off a body and checks the signature of every chunk.</summary>
internal sealed class ChunkedBody(PipeReader reader, ChunkSigner? signer, bool hasTrailer, string? announced, bool limitsChunks)
{
    private const int LongestLine = 4096;
    private const long SmallestChunk = 8192;

    /// <summary>Hands the content over; returns the trailing headers.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ReadAsync(ByteConsumer consume, CancellationToken cancellationToken)
    {
        var previous = long.MaxValue;
        for (var chunk = 1; ; chunk++)
        {
            var (length, signature) = ParseHeader(await ReadLineAsync(cancellationToken).ConfigureAwait(false));
            if (limitsChunks && length > 0 && previous < SmallestChunk)
            {
                throw new S3Refusal(403, "InvalidChunkSizeError", "Only the last chunk is allowed to have a size less than 8192 bytes")
                    .With("Chunk", chunk.ToString(CultureInfo.InvariantCulture))
                    .With("BadChunkSize", previous.ToString(CultureInfo.InvariantCulture));
            }

            previous = length;
            await ReadChunkAsync(length, signature, consume, cancellationToken).ConfigureAwait(false);
            if (length == 0)
            {
                break;
            }

            if ((await ReadLineAsync(cancellationToken).ConfigureAwait(false)).Length > 0)
            {
                throw Malformed();
            }
        }

        return await ReadTrailerAsync(cancellationToken).ConfigureAwait(false);
    }

    public static S3Refusal MalformedTrailer() => new(
        400,
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    private static S3Refusal Malformed() => new(400, "IncompleteBody", "The chunked body is not well-formed, or it ended too early.");

    private (long Length, string? Signature) ParseHeader(string line)
    {
        var semicolon = line.IndexOf(';', StringComparison.Ordinal);
        var size = semicolon < 0 ? line : line[..semicolon];
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var length) || length < 0)
        {
            throw Malformed();
        }

        const string Name = ";chunk-signature=";
        var signature = semicolon >= 0 && line.AsSpan(semicolon).StartsWith(Name) ? line[(semicolon + Name.Length)..] : null;
        return signer is null || signature is not null ? (length, signature) : throw SignatureVerifier.DoesNotMatch();
    }

    private async Task ReadChunkAsync(long length, string? signature, ByteConsumer consume, CancellationToken cancellationToken)
    {
        using var hash = signer is null ? null : IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        while (length > 0)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            var available = result.Buffer.Slice(0, Math.Min(length, result.Buffer.Length));
            foreach (var piece in available)
            {
                hash?.AppendData(piece.Span);
                consume(piece.Span);
            }

            length -= available.Length;
            reader.AdvanceTo(available.End);
            if (result.IsCompleted && length > 0 && available.Length == result.Buffer.Length)
            {
                throw Malformed();
            }
        }

        if (hash is not null)
        {
            signer!.CheckChunk(signature!, hash.GetHashAndReset());
        }
    }

    private async Task<IReadOnlyDictionary<string, string>> ReadTrailerAsync(CancellationToken cancellationToken)
    {
        var trailer = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var canonical = new StringBuilder();
        string? signature = null;
        while (await ReadLineAsync(cancellationToken).ConfigureAwait(false) is { Length: > 0 } line)
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                throw MalformedTrailer();
            }

            var name = line[..colon].ToLowerInvariant();
            var value = line[(colon + 1)..].Trim();
            if (name == "x-amz-trailer-signature")
            {
                signature = value;
            }
            else if (!hasTrailer || announced?.Contains(name, StringComparison.OrdinalIgnoreCase) != true)
            {
                throw MalformedTrailer();
            }
            else
            {
                trailer[name] = value;
                canonical.Append(name).Append(':').Append(value).Append('\n');
            }
        }

        if (hasTrailer && signer is not null)
        {
            signer.CheckTrailer(signature ?? throw SignatureVerifier.DoesNotMatch(), canonical.ToString());
        }

        return trailer;
    }

    /// <summary>A line without its end; an empty one at the end of the body, too.</summary>
    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var result = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = Encoding.Latin1.GetString(result.Buffer.Slice(0, end)).TrimEnd('\r');
                reader.AdvanceTo(result.Buffer.GetPosition(1, end));
                return line;
            }

            if (result.Buffer.Length > LongestLine || (result.IsCompleted && result.Buffer.Length > 0))
            {
                throw Malformed();
            }

            reader.AdvanceTo(result.Buffer.Start, result.Buffer.End);
            if (result.IsCompleted)
            {
                return "";
            }
        }
    }
}
