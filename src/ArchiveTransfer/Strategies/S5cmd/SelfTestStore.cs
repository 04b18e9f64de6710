using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Answers copies on loopback, one connection each: done, or no such key. Keeps the heads of the requests it saw.</summary>
internal sealed class SelfTestStore : IAsyncDisposable
{
    private const int MaxHeadBytes = 16 * 1024;
    private const int MaxRequests = 16;

    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<string> requests = new();
    private readonly Func<string, bool> exists;
    private readonly Task serving;

    private SelfTestStore(Func<string, bool> exists)
    {
        this.exists = exists;
        listener.Start();
        Endpoint = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"));
        serving = ServeAsync();
    }

    public Uri Endpoint { get; }

    public IReadOnlyCollection<string> Requests => requests;

    /// <param name="exists">By the first line of a request: whether its source is there.</param>
    public static SelfTestStore Start(Func<string, bool> exists) => new(exists);

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        ending.Dispose();
    }

    private async Task ServeAsync()
    {
        // One after the other: two lines need no more, and nothing is left to wait for at the end.
        while (requests.Count < MaxRequests)
        {
            using Socket connection = await listener.AcceptSocketAsync(ending.Token).ConfigureAwait(false);
            try
            {
                await AnswerAsync(connection).ConfigureAwait(false);
            }
            catch (SocketException)
            {
                // The child went away; what it reports, or does not, decides.
            }
        }
    }

    private async Task AnswerAsync(Socket connection)
    {
        byte[] buffer = new byte[MaxHeadBytes];
        int length = 0;
        while (!buffer.AsSpan(0, length).EndsWith("\r\n\r\n"u8))
        {
            int read = await connection.ReceiveAsync(buffer.AsMemory(length), ending.Token).ConfigureAwait(false);
            if (read == 0)
            {
                return;
            }

            length += read;
        }

        string head = Encoding.UTF8.GetString(buffer, 0, length);
        requests.Enqueue(head);
        (string status, string body) = exists(head[..head.IndexOf("\r\n", StringComparison.Ordinal)])
            ? ("200 OK", "<CopyObjectResult><LastModified>2020-01-01T00:00:00.000Z</LastModified><ETag>\"00000000000000000000000000000000\"</ETag></CopyObjectResult>")
            : ("404 Not Found", "<Error><Code>NoSuchKey</Code><Message>The specified key does not exist.</Message><RequestId>self-test</RequestId></Error>");
        await connection.SendAsync(
            Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {status}\r\nContent-Type: application/xml\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}")),
            ending.Token).ConfigureAwait(false);
    }
}
