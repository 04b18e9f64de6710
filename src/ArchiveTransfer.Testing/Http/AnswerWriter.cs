using System.Globalization;
using System.Text;
using ArchiveTransfer.Testing.Shaping;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Sends an answer, content piece by piece and never more than a piece in memory.</summary>
internal sealed class AnswerWriter(NetworkShaper shaper, TimeProvider clock)
{
    private const int PieceSize = 64 * 1024;

    /// <summary>Sends the answer; beyond the cut the connection is aborted. Concludes the exchange before its last byte goes out.</summary>
    public async Task WriteAsync(Exchange exchange, S3Answer answer, long? cutAt, Action<Exchange> conclude)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-amz-request-id"] = exchange.Id;
        response.Headers["x-amz-id-2"] = "simulator";
        response.Headers.Server = "ArchiveTransferSimulator";
        response.Headers.Date = clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }

        var isHead = HttpMethods.IsHead(exchange.Http.Request.Method);
        if (answer.Xml is null && answer.Status != 204)
        {
            response.ContentLength = answer.Length;
        }

        if (answer.Content is not null && answer.Length > 0 && !isHead)
        {
            await WriteContentAsync(exchange, answer, cutAt, conclude).ConfigureAwait(false);
            return;
        }

        conclude(exchange);
        if (answer.Xml is { } xml && !isHead && answer.Status != 304)
        {
            await WriteXmlAsync(response, xml).ConfigureAwait(false);
        }
    }

    private static async Task WriteXmlAsync(HttpResponse response, string xml)
    {
        response.ContentType = "application/xml";
        response.ContentLength = Encoding.UTF8.GetByteCount(xml);
        Encoding.UTF8.GetBytes(xml, response.BodyWriter);
        await response.BodyWriter.FlushAsync().ConfigureAwait(false);
    }

    private async Task WriteContentAsync(Exchange exchange, S3Answer answer, long? cutAt, Action<Exchange> conclude)
    {
        var writer = exchange.Http.Response.BodyWriter;
        var end = Math.Min(answer.Length, cutAt ?? long.MaxValue);
        while (exchange.BytesOut < end)
        {
            var piece = (int)Math.Min(PieceSize, end - exchange.BytesOut);
            answer.Content!.Read(answer.Offset + exchange.BytesOut, writer.GetSpan(piece)[..piece]);
            writer.Advance(piece);
            await shaper.TransferAsync(exchange.Http, piece).ConfigureAwait(false);
            exchange.BytesOut += piece;
            if (exchange.BytesOut == end)
            {
                conclude(exchange);
            }

            var flushed = await writer.FlushAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                return;
            }
        }

        if (end < answer.Length)
        {
            conclude(exchange);
            exchange.Http.Abort();
        }
    }
}
