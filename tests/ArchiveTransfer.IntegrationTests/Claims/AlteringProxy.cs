using System.Net;
using System.Net.Sockets;

namespace ArchiveTransfer.Claims;

/// <summary>Stands before a store and changes what it answers. Requests pass as they are: their signatures hold, and are made for this address.</summary>
internal sealed class AlteringProxy : IAsyncDisposable
{
    private const int MostPorts = 5;

    private readonly HttpListener listener;
    private readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
    private readonly Uri store;
    private readonly Func<HttpListenerRequest, HttpListenerResponse, string?> alter;
    private readonly Task serving;

    /// <param name="alter">Given a request and its answer to come, to add headers to: the body to answer instead of the store's; null: the store's.</param>
    public AlteringProxy(Uri store, Func<HttpListenerRequest, HttpListenerResponse, string?> alter)
    {
        (this.store, this.alter) = (store, alter);
        (listener, Endpoint) = Listen();
        serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public async ValueTask DisposeAsync()
    {
        listener.Close();
        await serving;
        client.Dispose();
    }

    /// <summary>A port that was free a moment ago may be somebody's by now.</summary>
    private static (HttpListener Listener, Uri Endpoint) Listen()
    {
        for (int ports = 1; ; ports++)
        {
            using var free = new TcpListener(IPAddress.Loopback, 0);
            free.Start();
            var endpoint = new Uri($"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/");
            free.Stop();
            var listener = new HttpListener();
            listener.Prefixes.Add(endpoint.AbsoluteUri);
            try
            {
                listener.Start();
                return (listener, endpoint);
            }
            catch (HttpListenerException) when (ports < MostPorts)
            {
                listener.Close();
            }
        }
    }

    private async Task ServeAsync()
    {
        List<Task> open = [];
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync();
                open.RemoveAll(static task => task.IsCompleted);
                open.Add(PassAsync(context));
            }
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(open);
        }
    }

    private async Task PassAsync(HttpListenerContext context)
    {
        try
        {
            await AnswerAsync(context.Request, context.Response);
            context.Response.Close();
        }
        catch (Exception exception) when (exception is HttpListenerException or HttpRequestException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            context.Response.Abort();
        }
    }

    private async Task AnswerAsync(HttpListenerRequest asked, HttpListenerResponse answer)
    {
        if (alter(asked, answer) is { } instead)
        {
            answer.ContentType = "application/xml";
            await answer.OutputStream.WriteAsync(System.Text.Encoding.UTF8.GetBytes(instead));
            return;
        }

        // As it came: the path is signed.
        using var request = new HttpRequestMessage(new HttpMethod(asked.HttpMethod), new Uri($"http://{store.Authority}{asked.RawUrl}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true }));
        if (asked.HasEntityBody || asked.HttpMethod is "PUT" or "POST")
        {
            request.Content = new StreamContent(asked.InputStream);
            request.Content.Headers.ContentLength = asked.ContentLength64;
        }

        foreach (string name in asked.Headers.AllKeys.OfType<string>().Where(static name => name is not ("Content-Length" or "Connection" or "Expect")))
        {
            if (!request.Headers.TryAddWithoutValidation(name, asked.Headers[name]))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, asked.Headers[name]);
            }
        }

        using HttpResponseMessage got = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.StatusCode = (int)got.StatusCode;
        foreach ((string name, IEnumerable<string> values) in got.Headers.Concat(got.Content.Headers).Where(static header => header.Key is not ("Content-Length" or "Transfer-Encoding" or "Connection")))
        {
            answer.AddHeader(name, string.Join(",", values));
        }

        if (got.Content.Headers.ContentLength is { } length)
        {
            answer.ContentLength64 = length;
        }

        if (asked.HttpMethod != "HEAD" && got.StatusCode != HttpStatusCode.NoContent)
        {
            await got.Content.CopyToAsync(answer.OutputStream);
        }
    }
}
