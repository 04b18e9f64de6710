using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace ArchiveTransfer.Simulator;

/// <summary>Sends text as it is and reads what comes back: what no HTTP client would send.</summary>
internal static class RawSocket
{
    /// <summary>A signed request as text, to be spoiled before it is sent.</summary>
    public static string TextOf(HttpRequestMessage request, string body)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri!.PathAndQuery} HTTP/1.1\r\nHost: {request.RequestUri.Authority}\r\nConnection: close\r\n");
        foreach (var (name, values) in request.Headers.NonValidated.Concat(request.Content?.Headers.NonValidated ?? default))
        {
            if (name is not ("Content-Length" or "Host"))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}: {values}\r\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}").ToString();
    }

    public static async Task<(int Status, string Head, string Body)> SendAsync(Uri endpoint, string text, CancellationToken cancellationToken)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(endpoint.Host, endpoint.Port, cancellationToken);
        await using var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var head = new StringBuilder();
        var length = 0;
        while (await reader.ReadLineAsync(cancellationToken) is { Length: > 0 } line)
        {
            head.AppendLine(line);
            length = line.StartsWith("Content-Length: ", StringComparison.OrdinalIgnoreCase) ? int.Parse(line["Content-Length: ".Length..], CultureInfo.InvariantCulture) : length;
        }

        // Not to the end of the connection: a server that refuses a body unread takes its time to close.
        var body = new char[length];
        await reader.ReadBlockAsync(body, cancellationToken);
        return (int.Parse(head.ToString().Split(' ')[1], CultureInfo.InvariantCulture), head.ToString(), new string(body));
    }
}
