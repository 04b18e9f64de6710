using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ArchiveTransfer.TrimTest;

/// <summary>Stands in for whoever hands credentials to a container or an instance, on loopback: one request a connection, answered by a function.</summary>
internal sealed class CredentialEndpoint : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stopping = new();
    private readonly Func<string, string?> _answer;
    private readonly Task _serving;
    private int _served;

    /// <param name="answer">From the head of a request to the body of its answer; null: 403.</param>
    public CredentialEndpoint(Func<string, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Requests so far.</summary>
    public int Served => Volatile.Read(ref _served);

    /// <summary>A document of credentials as containers and instances get it.</summary>
    public static string Document(string accessKey, string secretKey, string? sessionToken) => $$"""
        {
            "Code": "Success", "LastUpdated": "2026-01-01T00:00:00Z", "Type": "AWS-HMAC",
            "AccessKeyId": "{{accessKey}}", "SecretAccessKey": "{{secretKey}}", "Token": "{{sessionToken}}", "Expiration": "2099-01-01T00:00:00Z"
        }
        """;

    /// <summary>What the metadata service of an instance answers, version 2.</summary>
    public static Func<string, string?> Instance(string document) => head => head.Split(' ') switch
    {
        ["PUT", "/latest/api/token", ..] => "a-token-of-the-instance",
        ["GET", "/latest/meta-data/iam/security-credentials" or "/latest/meta-data/iam/security-credentials/", ..] => "collector",
        ["GET", "/latest/meta-data/iam/security-credentials/collector", ..] => document,
        _ => null,
    };

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        _listener.Stop();
        await _serving;
        _listener.Dispose();
        _stopping.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using TcpClient client = await _listener.AcceptTcpClientAsync(_stopping.Token);
                await AnswerAsync(client.GetStream());
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(NetworkStream stream)
    {
        try
        {
            var head = new StringBuilder();
            var piece = new byte[4096];
            int read;
            while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal) && (read = await stream.ReadAsync(piece, _stopping.Token)) > 0)
            {
                head.Append(Encoding.Latin1.GetString(piece, 0, read));
            }

            Interlocked.Increment(ref _served);
            string? body = _answer(head.ToString());
            string answer = $"HTTP/1.1 {(body is null ? "403 Forbidden" : "200 OK")}\r\nContent-Type: application/json\r\nContent-Length: {body?.Length ?? 0}\r\nConnection: close\r\n\r\n{body}";
            await stream.WriteAsync(Encoding.Latin1.GetBytes(answer), _stopping.Token);
        }
        catch (IOException)
        {
            // Whoever asked has gone.
        }
    }
}
