using System.IO.Pipelines;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Receives bodies: nothing comes out of it that is not whole and what its headers said.</summary>
internal sealed class BodyReader(Store store, NetworkShaper shaper)
{
    private const long LargestBody = 5L << 30;
    private const long LargestXml = 4L << 20;
    private const string EmptyMd5 = "1B2M2Y8AsgTpgAmY7PhCfg==";
    private static readonly byte[] EmptySha256 = Convert.FromHexString("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");

    /// <summary>Checks what the headers say of a body that is not there.</summary>
    public static void RequireNoBody(S3Request request)
    {
        if ((request.Http.Request.ContentLength ?? 0) == 0 && !IsTransferChunked(request))
        {
            CheckSha256(request.Authentication.Payload, EmptySha256);
            if (request.Header("Content-MD5") is { } md5 && md5 != EmptyMd5)
            {
                throw BadDigest("Content-MD5");
            }
        }
    }

    public async Task<ReceivedBody> ReceiveAsync(S3Request request, bool keep, string? defaultChecksum = null, Content? foretold = null, bool checksDigest = true)
    {
        var payload = request.Authentication.Payload;
        var expected = ExpectedLength(request, payload);
        var (algorithm, announced) = AnnouncedChecksum(request);
        using var collector = new BodyCollector(
            expected,
            keep,
            payload.Form == PayloadForm.Hashed,
            (algorithm ?? defaultChecksum) is { } name ? RunningChecksum.Create(name) : null,
            foretold);
        var trailer = await ReadAsync(request, payload, collector).ConfigureAwait(false);
        if (collector.Length != expected)
        {
            throw new S3Refusal(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.");
        }

        var content = collector.Finish();
        CheckSha256(payload, collector.Sha256);
        if (checksDigest)
        {
            CheckMd5(request, collector.Md5Bytes);
        }

        if (algorithm is not null)
        {
            announced ??= trailer?.GetValueOrDefault("x-amz-checksum-" + algorithm.ToLowerInvariant())
                ?? throw new S3Refusal(400, "MalformedTrailerError", "The trailer that was announced is missing.");
            if (announced != collector.Checksum!.Value)
            {
                throw BadDigest(algorithm);
            }
        }

        return new ReceivedBody(content, collector.Md5, collector.Checksum);
    }

    /// <summary>The XML of a request; its content does not count as bytes of objects.</summary>
    public async Task<XElement> ReceiveXmlAsync(S3Request request, bool checksDigest = true)
    {
        var body = await ReceiveAsync(request, keep: true, checksDigest: checksDigest).ConfigureAwait(false);
        request.BytesIn = 0;
        if (body.Content.Length > LargestXml)
        {
            throw S3Refusal.MalformedXml();
        }

        var bytes = new byte[body.Content.Length];
        body.Content.Read(0, bytes);
        try
        {
            // Keys end in blanks and line breaks, too.
            return XElement.Parse(Encoding.UTF8.GetString(bytes), LoadOptions.PreserveWhitespace);
        }
        catch (XmlException)
        {
            throw S3Refusal.MalformedXml();
        }
    }

    private static bool IsTransferChunked(S3Request request) => request.Header("Transfer-Encoding") is not null;

    private static long ExpectedLength(S3Request request, Payload payload)
    {
        long? length = request.Http.Request.ContentLength;
        if (payload.IsChunked)
        {
            length = long.TryParse(request.Header("x-amz-decoded-content-length"), out var decoded) && decoded >= 0 ? decoded : null;
        }

        return length switch
        {
            null => throw new S3Refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header."),
            > LargestBody => throw new S3Refusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size"),
            { } known => known,
        };
    }

    private static void CheckSha256(Payload payload, byte[] sha256)
    {
        if (payload.Form == PayloadForm.Hashed && payload.Text != Hmac.Hex(sha256))
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.");
        }
    }

    private static void CheckMd5(S3Request request, byte[] md5)
    {
        if (request.Header("Content-MD5") is not { } announced)
        {
            return;
        }

        var bytes = new byte[16];
        if (!Convert.TryFromBase64String(announced, bytes, out var length) || length != bytes.Length)
        {
            throw new S3Refusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.");
        }

        if (!bytes.AsSpan().SequenceEqual(md5))
        {
            throw BadDigest("Content-MD5");
        }
    }

    private static S3Refusal BadDigest(string what) => new(400, "BadDigest", $"The {what} you specified did not match the calculated checksum.");

    private (string? Algorithm, string? Value) AnnouncedChecksum(S3Request request)
    {
        if (!store.Options.HonorsChecksums)
        {
            return default;
        }

        var trailers = request.Header("x-amz-trailer");
        foreach (var algorithm in RunningChecksum.Algorithms)
        {
            var header = "x-amz-checksum-" + algorithm.ToLowerInvariant();
            if (request.Header(header) is { } value)
            {
                return (algorithm, value);
            }

            if (trailers?.Split(',', StringSplitOptions.TrimEntries).Contains(header, StringComparer.OrdinalIgnoreCase) == true)
            {
                return (algorithm, null);
            }
        }

        return default;
    }

    private async Task<IReadOnlyDictionary<string, string>?> ReadAsync(S3Request request, Payload payload, BodyCollector collector)
    {
        var reader = request.Http.Request.BodyReader;
        if (payload.IsChunked)
        {
            var body = new ChunkedBody(reader, request.Authentication.Chunks, payload.HasTrailer);
            return await body.ReadAsync(Consume, request.Aborted).ConfigureAwait(false);
        }

        while (true)
        {
            var result = await reader.ReadAsync(request.Aborted).ConfigureAwait(false);
            foreach (var piece in result.Buffer)
            {
                Consume(piece.Span);
            }

            var length = result.Buffer.Length;
            reader.AdvanceTo(result.Buffer.End);
            await shaper.TransferAsync(request.Http, length).ConfigureAwait(false);
            if (result.IsCompleted)
            {
                return null;
            }
        }

        void Consume(ReadOnlySpan<byte> bytes)
        {
            collector.Append(bytes);
            request.BytesIn += bytes.Length;
        }
    }
}
