using System.Globalization;
using System.Text;
using ArchiveTransfer.Testing.Shaping;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Sends an answer, content piece by piece and never more than a piece in memory.</summary>
internal sealed class AnswerWriter(NetworkShaper shaper, TimeProvider clock)
{
    private const int PieceSize = 64 * 1024;

    /// <summary>Returns the bytes of content sent. Beyond the cut the connection is aborted.</summary>
    public async Task<long> WriteAsync(HttpContext http, S3Answer answer, string requestId, long? cutAt)
    {
        var response = http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-amz-request-id"] = requestId;
        response.Headers["x-amz-id-2"] = "simulator";
        response.Headers.Server = "ArchiveTransferSimulator";
        response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var isHead = HttpMethods.IsHead(http.Request.Method);
        if (answer.Xml is { } xml)
        {
            if (!isHead && answer.Status != 304)
            {
                await WriteXmlAsync(response, xml).ConfigureAwait(false);
            }

            return 0;
        }

        if (answer.Status != 204)
        {
            response.ContentLength = answer.Length;
        }

        return answer.Content is null || isHead ? 0 : await WriteContentAsync(http, answer, cutAt).ConfigureAwait(false);
    }

    private static async Task WriteXmlAsync(HttpResponse response, string xml)
    {
        response.ContentType = "application/xml";
        response.ContentLength = Encoding.UTF8.GetByteCount(xml);
        Encoding.UTF8.GetBytes(xml, response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private async Task<long> WriteContentAsync(HttpContext http, S3Answer answer, long? cutAt)
    {
        var writer = http.Response.BodyWriter;
        var end = Math.Min(answer.Length, cutAt ?? long.MaxValue);
        long sent = 0;
        while (sent < end)
        {
            var piece = (int)Math.Min(PieceSize, end - sent);
            answer.Content!.Read(answer.Offset + sent, writer.GetSpan(piece)[..piece]);
            writer.Advance(piece);
            sent += piece;
            await shaper.TransferAsync(http, piece).ConfigureAwait(false);
            var flushed = await writer.FlushAsync(http.RequestAborted).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                return sent;
            }
        }

        if (sent < answer.Length)
        {
            http.Abort();
        }

        return sent;
    }
}
