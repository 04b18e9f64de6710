using System.Buffers.Text;
using System.Net.Security;
using System.Net.Sockets;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace ArchiveTransfer.Benchmarks.Simulator;

/// <summary>One keep-alive connection that sends ready-made bytes and understands just enough of the answer. Allocates nothing per request.</summary>
internal sealed class LoadConnection : IDisposable
{
    private readonly Socket socket;
    private readonly Stream stream;
    private byte[] buffer = new byte[16 * 1024];
    private int filled;

    private LoadConnection(Socket socket, Stream stream)
    {
        this.socket = socket;
        this.stream = stream;
    }

    /// <summary>Body of the last answer, valid until the next request.</summary>
    public ReadOnlySpan<byte> Body => buffer.AsSpan(BodyStart, BodyLength);

    private int BodyStart { get; set; }

    private int BodyLength { get; set; }

    /// <summary>Trusts the certificate given, and it alone; null: no TLS.</summary>
    public static async Task<LoadConnection> OpenAsync(Uri endpoint, string? certificatePem)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(endpoint.Host, endpoint.Port);
        if (certificatePem is null)
        {
            return new LoadConnection(socket, new NetworkStream(socket));
        }

        using var trusted = X509Certificate2.CreateFromPem(certificatePem);
        string thumbprint = trusted.GetCertHashString(HashAlgorithmName.SHA256);
        var secure = new SslStream(
            new NetworkStream(socket),
            leaveInnerStreamOpen: false,
            (_, presented, _, _) => presented?.GetCertHashString(HashAlgorithmName.SHA256) == thumbprint);
        await secure.AuthenticateAsClientAsync(endpoint.Host);
        return new LoadConnection(socket, secure);
    }

    /// <summary>Sends a request, reads its whole answer and returns the status.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<int> ExchangeAsync(ReadOnlyMemory<byte> request, bool hasBody)
    {
        filled = 0;
        await stream.WriteAsync(request);
        int end;
        do
        {
            await FillAsync();
            end = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8);
        }
        while (end < 0);

        BodyStart = end + 4;
        BodyLength = hasBody ? ContentLength(buffer.AsSpan(0, end)) : 0;
        if (buffer.Length < BodyStart + BodyLength)
        {
            Array.Resize(ref buffer, BodyStart + BodyLength + 1024);
        }

        while (filled < BodyStart + BodyLength)
        {
            await FillAsync();
        }

        if (filled > BodyStart + BodyLength)
        {
            throw new InvalidDataException("The answer is longer than it said.");
        }

        return ((buffer[9] - '0') * 100) + ((buffer[10] - '0') * 10) + (buffer[11] - '0');
    }

    public void Dispose()
    {
        stream.Dispose();
        socket.Dispose();
    }

    private static int ContentLength(ReadOnlySpan<byte> head)
    {
        ReadOnlySpan<byte> name = "\r\nContent-Length: "u8;
        int start = head.IndexOf(name);
        if (start >= 0 && Utf8Parser.TryParse(head[(start + name.Length)..], out int length, out _))
        {
            return length;
        }

        return head[9..12].SequenceEqual("204"u8) ? 0 : throw new InvalidDataException("The answer does not say how long it is.");
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync()
    {
        if (filled == buffer.Length)
        {
            Array.Resize(ref buffer, buffer.Length * 2);
        }

        int read = await stream.ReadAsync(buffer.AsMemory(filled));
        filled += read > 0 ? read : throw new EndOfStreamException("The connection was closed within an answer.");
    }
}
