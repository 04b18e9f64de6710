using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Sends an answer, content piece by piece and never more than a piece in memory.</summary>
internal sealed class AnswerWriter(NetworkShaper shaper, TimeProvider clock, CancellationToken stopping)
{
    /// <summary>Sends the answer, and concludes the exchange before its last byte goes out.</summary>
    public async Task WriteAsync(Exchange exchange, S3Answer answer, Action<Exchange> conclude)
    {
        if (!answer.Delivery.HasHead)
        {
            await EndEarlyAsync(exchange, answer.Delivery, conclude).ConfigureAwait(false);
            exchange.Http.Abort();
            return;
        }

        exchange.Status = answer.Status;
        exchange.ErrorCode = answer.ErrorCode;
        var response = exchange.Http.Response;
        WriteHead(exchange, answer);
        var isHead = HttpMethods.IsHead(exchange.Http.Request.Method);
        if (answer.Xml is { } xml)
        {
            if (isHead || answer.Status == 304)
            {
                conclude(exchange);
                return;
            }

            response.ContentType = "application/xml";
            await WriteXmlAsync(exchange, answer, xml, conclude).ConfigureAwait(false);
            return;
        }

        if (answer.Status != 204 && !answer.Delivery.IsChunked)
        {
            response.ContentLength = answer.Length;
        }

        if (answer.Content is { } content && answer.Length > 0 && !isHead)
        {
            using var transfer = shaper.Begin(exchange.Http, Direction.Down, answer.Delivery.BytesPerSecond);
            await WriteBodyAsync(exchange, answer.Delivery, transfer, content, answer.Offset, answer.Length, isObject: true, conclude).ConfigureAwait(false);
            return;
        }

        conclude(exchange);
    }

    private void WriteHead(Exchange exchange, S3Answer answer)
    {
        var response = exchange.Http.Response;
        response.StatusCode = answer.Status;
        response.Headers["x-amz-request-id"] = exchange.Id;
        response.Headers["x-amz-id-2"] = "simulator";
        response.Headers.Server = "ArchiveTransferSimulator";
        response.Headers.Date = (clock.GetUtcNow() + answer.Delivery.ClockOffset).ToString("R", CultureInfo.InvariantCulture);
        foreach (var (name, value) in answer.Headers)
        {
            response.Headers[name] = value;
        }
    }

    private async Task WriteXmlAsync(Exchange exchange, S3Answer answer, string xml, Action<Exchange> conclude)
    {
        var response = exchange.Http.Response;
        using var transfer = shaper.Begin(exchange.Http, Direction.Down, answer.Delivery.BytesPerSecond);
        if (transfer is null && ReferenceEquals(answer.Delivery, Delivery.Plain))
        {
            response.ContentLength = Encoding.UTF8.GetByteCount(xml);
            conclude(exchange);
            Encoding.UTF8.GetBytes(xml, response.BodyWriter);
            await response.BodyWriter.FlushAsync().ConfigureAwait(false);
            return;
        }

        var bytes = new ByteContent(Encoding.UTF8.GetBytes(xml));
        response.ContentLength = bytes.Length;
        await WriteBodyAsync(exchange, answer.Delivery, transfer, bytes, 0, bytes.Length, isObject: false, conclude).ConfigureAwait(false);
    }

    private async Task WriteBodyAsync(
        Exchange exchange,
        Delivery delivery,
        Transfer? transfer,
        Content content,
        long offset,
        long length,
        bool isObject,
        Action<Exchange> conclude)
    {
        var writer = exchange.Http.Response.BodyWriter;
        var end = Math.Min(length, delivery.EndsAt ?? length);
        for (long sent = 0; sent < end;)
        {
            var piece = (int)Math.Min(transfer?.PieceSize ?? Transfer.LargestPiece, end - sent);
            content.Read(offset + sent, writer.GetSpan(piece)[..piece]);
            writer.Advance(piece);
            if (transfer is not null)
            {
                await transfer.PassAsync(piece).ConfigureAwait(false);
            }

            sent += piece;
            exchange.BytesOut += isObject ? piece : 0;
            if (sent == length)
            {
                conclude(exchange);
            }

            var flushed = await writer.FlushAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
            if (flushed.IsCompleted)
            {
                return;
            }
        }

        if (end < length)
        {
            await writer.FlushAsync(exchange.Http.RequestAborted).ConfigureAwait(false);
            await EndEarlyAsync(exchange, delivery, conclude).ConfigureAwait(false);
        }
    }

    // The server closes a connection whose answer ended short of its length, after all that was written has been sent: an abort would lose some of it.
    private async Task EndEarlyAsync(Exchange exchange, Delivery delivery, Action<Exchange> conclude)
    {
        if (delivery.Stalls)
        {
            using var left = CancellationTokenSource.CreateLinkedTokenSource(exchange.Http.RequestAborted, stopping);
            var discarding = DiscardAsync(exchange.Http.Request, left.Token);
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, clock, left.Token).ConfigureAwait(false);
            }
            finally
            {
                await discarding.ConfigureAwait(false);
            }
        }

        conclude(exchange);
    }

    // A server that reads nothing does not see that the client has left. Whoever waits for a 100 goes on waiting: reading would send it.
    private static async Task DiscardAsync(HttpRequest request, CancellationToken left)
    {
        if (request.Headers.Expect.Count > 0)
        {
            return;
        }

        try
        {
            ReadResult read;
            do
            {
                read = await request.BodyReader.ReadAsync(left).ConfigureAwait(false);
                request.BodyReader.AdvanceTo(read.Buffer.End);
            }
            while (!read.IsCompleted);
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or InvalidOperationException)
        {
            // Left, or read to its end before.
        }
    }
}
