using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Checksums;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Receives bodies: nothing comes out of it that is not whole and what its headers said.</summary>
internal sealed class BodyReader(Store store)
{
    private const long LargestBody = 5L << 30;
    private const long LargestXml = 4L << 20;
    private static readonly byte[] EmptyMd5 = Convert.FromHexString("D41D8CD98F00B204E9800998ECF8427E");
    private static readonly byte[] EmptySha256 = Convert.FromHexString("E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855");

    /// <summary>Checks what the headers say of a body that is not there.</summary>
    public static void RequireNoBody(S3Request request)
    {
        if ((request.Http.Request.ContentLength ?? 0) == 0 && !IsTransferChunked(request))
        {
            CheckSha256(request.Authentication.Payload, EmptySha256);
            CheckMd5(request, EmptyMd5);
        }
    }

    public async Task<ReceivedBody> ReceiveAsync(S3Request request, bool keep, string? defaultChecksum = null, Content? foretold = null, bool checksDigest = true)
    {
        var payload = request.Authentication.Payload;
        var expected = ExpectedLength(request, payload);
        var announced = store.Options.HonorsChecksums ? AnnouncedChecksum.Read(request) : null;
        return await ReceiveAsync(request, payload, expected, keep, announced, defaultChecksum, foretold, checksDigest).ConfigureAwait(false);
    }

    private async Task<ReceivedBody> ReceiveAsync(
        S3Request request,
        Payload payload,
        long expected,
        bool keep,
        AnnouncedChecksum? announced,
        string? defaultChecksum = null,
        Content? foretold = null,
        bool checksDigest = true)
    {
        using var collector = new BodyCollector(
            expected,
            keep,
            payload.Form == PayloadForm.Hashed,
            (announced?.Algorithm ?? defaultChecksum) is { } name ? RunningChecksum.Create(name) : null,
            foretold);
        var trailer = await ReadAsync(request, payload, collector).ConfigureAwait(false);
        if (collector.Length != expected)
        {
            throw new S3Refusal(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header.")
                .With("NumberBytesExpected", expected.ToString(CultureInfo.InvariantCulture))
                .With("NumberBytesProvided", collector.Length.ToString(CultureInfo.InvariantCulture));
        }

        var content = collector.Finish();
        CheckSha256(payload, collector.Sha256);
        if (checksDigest)
        {
            CheckMd5(request, collector.Md5Bytes);
        }

        if (announced is { } checksum && (checksum.Value ?? InTrailer(trailer, checksum)) != collector.Checksum!.Value)
        {
            throw new S3Refusal(400, "BadDigest", $"The {checksum.Algorithm} you specified did not match the calculated checksum.");
        }

        return new ReceivedBody(content, collector.Md5, collector.Checksum);
    }

    /// <summary>The XML of a request; its content does not count as bytes of objects. The checksum of CompleteMultipartUpload is that of the object.</summary>
    public async Task<XElement> ReceiveXmlAsync(S3Request request, bool checksDigest = true)
    {
        if (ExpectedLength(request, request.Authentication.Payload) > LargestXml)
        {
            throw S3Refusal.MalformedXml();
        }

        var body = request.Operation == S3Operation.CompleteMultipartUpload
            ? await ReceiveAsync(request, request.Authentication.Payload, ExpectedLength(request, request.Authentication.Payload), keep: true, announced: null).ConfigureAwait(false)
            : await ReceiveAsync(request, keep: true, checksDigest: checksDigest).ConfigureAwait(false);
        request.BytesIn = 0;

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
        if (IsTransferChunked(request) && !payload.IsChunked)
        {
            var refusal = S3Refusal.HeaderNotImplemented("Transfer-Encoding");
            refusal.OnCeph = (411, "MissingContentLength");
            throw refusal;
        }

        if (payload.IsChunked)
        {
            length = long.TryParse(request.Header("x-amz-decoded-content-length"), out var decoded) && decoded >= 0 ? decoded : null;
        }

        return length switch
        {
            null => throw new S3Refusal(411, "MissingContentLength", "You must provide the Content-Length HTTP header."),
            > LargestBody => throw new S3Refusal(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
                .With("ProposedSize", length.Value.ToString(CultureInfo.InvariantCulture))
                .With("MaxSizeAllowed", LargestBody.ToString(CultureInfo.InvariantCulture)),
            { } known => known,
        };
    }

    private static void CheckSha256(Payload payload, byte[] sha256)
    {
        if (payload.Form == PayloadForm.Hashed && payload.Text != Hmac.Hex(sha256))
        {
            throw new S3Refusal(400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
                .With("ClientComputedContentSHA256", payload.Text)
                .With("S3ComputedContentSHA256", Hmac.Hex(sha256));
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
            throw new S3Refusal(400, "InvalidDigest", "The Content-MD5 you specified was invalid.").With("Content-MD5", announced);
        }

        if (!bytes.AsSpan().SequenceEqual(md5))
        {
            throw new S3Refusal(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
                .With("ExpectedDigest", Hmac.Hex(bytes))
                .With("CalculatedDigest", Convert.ToBase64String(md5));
        }
    }

    private static string InTrailer(IReadOnlyDictionary<string, string>? trailer, AnnouncedChecksum announced) =>
        trailer?.GetValueOrDefault(announced.Header) ?? throw ChunkedBody.MalformedTrailer();

    private async Task<IReadOnlyDictionary<string, string>?> ReadAsync(S3Request request, Payload payload, BodyCollector collector)
    {
        var reader = request.Http.Request.BodyReader;
        if (payload.IsChunked)
        {
            var body = new ChunkedBody(reader, request.Authentication.Chunks, payload.HasTrailer, request.Header("x-amz-trailer"), store.Options.LimitsChunks);
            return await body.ReadAsync(Consume, request.Aborted).ConfigureAwait(false);
        }

        while (true)
        {
            var result = await reader.ReadAsync(request.Aborted).ConfigureAwait(false);
            foreach (var piece in result.Buffer)
            {
                Consume(piece.Span);
            }

            reader.AdvanceTo(result.Buffer.End);
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
