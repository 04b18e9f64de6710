using System.Net;
using System.Net.Http.Headers;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// Between the SDK and the socket: headers travel as they were signed, answers in XML are read without blocking a thread
/// (a store may take minutes between the header and the body of a copy), redirects are never followed.
/// </summary>
internal sealed class WireHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    /// <summary>More than the longest answer in XML: a page of 1,000 keys of 1,024 bytes, each byte percent-encoded.</summary>
    private const int MaxAnswer = 16 << 20;

    /// <summary>Longer bodies wait for the store's consent.</summary>
    private const int MaxUnannounced = 1 << 20;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var exchange = WireExchange.Current;
        if (exchange is not null && request.Content is { } content)
        {
            Replace(content, "Content-Type", exchange.ContentType);
            Replace(content, "Expires", exchange.Expires);
        }

        if (request.Content is { Headers.ContentLength: <= MaxUnannounced })
        {
            // After a refusal the transport sends a short announced body all the same, and a store that does not read it takes it for the next request.
            request.Headers.ExpectContinue = false;
        }

        if (exchange is { SwallowedSlash: > 0 and var at })
        {
            var uri = request.RequestUri!;
            request.RequestUri = new Uri(
                uri.GetLeftPart(UriPartial.Authority) + uri.PathAndQuery.Insert(at, "/"), new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        }

        if (request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
        {
            // The transport sends a request without content up to three times more when the connection dies, whether or not the store has acted.
            request.Content ??= new ByteArrayContent([]);
        }

        var response = await SendToStoreAsync(request, cancellationToken).ConfigureAwait(false);
        try
        {
            if ((int)response.StatusCode is >= 300 and < 400)
            {
                // The SDK repeats a 307 by itself, body and all; who repeats requests is the executor.
                response.Headers.Location = null;
            }

            if (exchange is not null)
            {
                exchange.Arrived = Read(response);
            }

            if (exchange is { AnswerFlows: false } || !response.IsSuccessStatusCode)
            {
                await BufferAsync(response, cancellationToken).ConfigureAwait(false);
            }

            return response;
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    private async Task<HttpResponseMessage> SendToStoreAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (HttpRequestException e) when (IsConnecting(e.HttpRequestError) && e.InnerException is IOException)
        {
            // The SDK throws away the outer exception of an IOException, and with it that nothing was sent.
            throw new HttpRequestException(e.HttpRequestError, e.InnerException.Message);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // No other timeout than that of connecting is set.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was not made in time.", e);
        }
    }

    internal static bool IsConnecting(HttpRequestError error) =>
        error is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError;

    private static ObjectHeaders Read(HttpResponseMessage response)
    {
        var content = response.Content.Headers.NonValidated;
        return new()
        {
            ContentType = Text(content, "Content-Type"),
            ContentEncoding = Text(content, "Content-Encoding"),
            ContentDisposition = Text(content, "Content-Disposition"),
            ContentLanguage = Text(content, "Content-Language"),
            CacheControl = Text(response.Headers.NonValidated, "Cache-Control"),
            Expires = Text(content, "Expires"),
        };
    }

    private static string? Text(HttpHeadersNonValidated headers, string name) => headers.TryGetValues(name, out var values) && values.ToString() is { Length: > 0 } text ? text : null;

    private static void Replace(HttpContent content, string name, string? value)
    {
        if (value is not null)
        {
            content.Headers.Remove(name);
            content.Headers.TryAddWithoutValidation(name, value);
        }
    }

    private static async Task BufferAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var content = response.Content;
        if (response.StatusCode == HttpStatusCode.NoContent || response.RequestMessage?.Method == HttpMethod.Head)
        {
            return;
        }

        var stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using (stream.ConfigureAwait(false))
        {
            var bytes = new MemoryStream();
            var buffer = new byte[8192];
            int read;
            while ((read = await stream.ReadAsync(buffer, cancellationToken).ConfigureAwait(false)) > 0)
            {
                if (bytes.Length + read > MaxAnswer)
                {
                    throw new InvalidDataException("The answer is longer than any answer in XML can be.");
                }

                // White space before the XML declaration is what a store sends to keep the connection alive, and no XML parser accepts it.
                var skip = bytes.Length == 0 ? buffer.AsSpan(0, read).IndexOfAnyExcept(" \t\r\n"u8) : 0;
                bytes.Write(skip < 0 ? [] : buffer.AsSpan(skip..read));
            }

            var buffered = new ByteArrayContent(bytes.GetBuffer(), 0, (int)bytes.Length);
            foreach (var (name, values) in content.Headers.NonValidated)
            {
                if (!name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase))
                {
                    buffered.Headers.TryAddWithoutValidation(name, values);
                }
            }

            buffered.Headers.ContentLength = bytes.Length;
            response.Content = buffered;
        }
    }
}
