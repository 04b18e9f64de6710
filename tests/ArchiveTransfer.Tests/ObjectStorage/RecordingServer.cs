using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A server that writes down what it is sent, byte for byte, and answers with whatever bytes the test says.</summary>
internal sealed class RecordingServer : IAsyncDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource stopped = new();
    private readonly Func<RecordedRequest, ScriptedAnswer> script;
    private readonly X509Certificate2? certificate;
    private readonly Task accepting;

    public RecordingServer(Func<RecordedRequest, ScriptedAnswer> script, X509Certificate2? certificate = null)
    {
        (this.script, this.certificate) = (script, certificate);
        listener.Start();
        accepting = AcceptAsync();
    }

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    /// <summary>Bodies longer than this are counted, not kept.</summary>
    public int KeptBody { get; init; } = 1 << 20;

    /// <summary>Answers a request that announces its body before the body is sent; the connection is closed then.</summary>
    public ScriptedAnswer? Early { get; set; }

    /// <summary>Bodies are not read before this ends.</summary>
    public Task Reading { get; set; } = Task.CompletedTask;

    public Uri Url => new($"{(certificate is null ? "http" : "https")}://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}");

    public RecordedRequest Last => Requests.Last();

    public async ValueTask DisposeAsync()
    {
        await stopped.CancelAsync();
        listener.Stop();
        await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        stopped.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!stopped.IsCancellationRequested)
        {
            var client = await listener.AcceptTcpClientAsync(stopped.Token);
            _ = Task.Run(() => ServeAsync(client));
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                client.NoDelay = true;
                Stream stream = client.GetStream();
                if (certificate is not null)
                {
                    var tls = new SslStream(stream);
                    await tls.AuthenticateAsServerAsync(certificate);
                    stream = tls;
                }

                await using (stream)
                {
                    while (await ReadAsync(stream) is { } request)
                    {
                        Requests.Enqueue(request);
                        var answer = script(request);
                        await Task.Delay(answer.Delay, stopped.Token);
                        foreach (var piece in answer.Pieces)
                        {
                            await stream.WriteAsync(piece, stopped.Token);
                            await stream.FlushAsync(stopped.Token);
                        }

                        if (answer.Resets)
                        {
                            client.LingerState = new LingerOption(true, 0);
                        }

                        if (answer.Closes)
                        {
                            return;
                        }
                    }
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, which some tests are about.
        }
    }

    private async Task<RecordedRequest?> ReadAsync(Stream stream)
    {
        var head = new List<byte>(1024);
        var one = new byte[1];
        while (head.Count < 4 || !(head[^1] == '\n' && head[^2] == '\r' && head[^3] == '\n'))
        {
            if (await stream.ReadAsync(one, stopped.Token) == 0)
            {
                return null;
            }

            head.Add(one[0]);
        }

        var lines = Encoding.UTF8.GetString([.. head]).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var first = lines[0].Split(' ');
        var headers = lines.Skip(1).Select(line => line.Split(": ", 2)).Select(pair => KeyValuePair.Create(pair[0].TrimEnd(':'), pair.ElementAtOrDefault(1) ?? "")).ToList();
        var request = new RecordedRequest(first[0], first[1], headers, [], 0);
        if (request["Expect"] is not null && Early is { } early)
        {
            Requests.Enqueue(request);
            foreach (var piece in early.Pieces)
            {
                await stream.WriteAsync(piece, stopped.Token);
            }

            return null;
        }

        if (request["Expect"] is not null)
        {
            await stream.WriteAsync("HTTP/1.1 100 Continue\r\n\r\n"u8.ToArray(), stopped.Token);
        }

        var length = long.Parse(request["Content-Length"] ?? "0", CultureInfo.InvariantCulture);
        await Reading.WaitAsync(stopped.Token);
        using var kept = new MemoryStream();
        var buffer = new byte[64 << 10];
        var read = 0L;
        while (read < length)
        {
            var got = await stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, length - read)), stopped.Token);
            if (got == 0)
            {
                return null;
            }

            read += got;
            if (kept.Length < KeptBody)
            {
                kept.Write(buffer, 0, got);
            }
        }

        return request with { Body = kept.ToArray(), BodyLength = read };
    }
}
