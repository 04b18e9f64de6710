using System.Text;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Bytes to answer with, and what becomes of the connection then.</summary>
internal sealed record ScriptedAnswer(params ReadOnlyMemory<byte>[] Pieces)
{
    public TimeSpan Delay { get; init; }

    public bool Closes { get; init; }

    /// <summary>Closes with RST instead of FIN.</summary>
    public bool Resets { get; init; }

    public static ScriptedAnswer Close => new() { Closes = true };

    public static ScriptedAnswer Reset => new() { Closes = true, Resets = true };

    public static ScriptedAnswer Of(int status, string body = "", params string[] headers) => Of(status, Encoding.UTF8.GetBytes(body), headers);

    public static ScriptedAnswer Of(int status, byte[] body, params string[] headers)
    {
        var head = new StringBuilder($"HTTP/1.1 {status} X\r\n");
        if (!headers.Any(header => header.StartsWith("Content-Length", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append("Content-Length: ").Append(body.Length).Append("\r\n");
        }

        if (body.Length > 0 && body[0] == '<' && !headers.Any(header => header.StartsWith("Content-Type", StringComparison.OrdinalIgnoreCase)))
        {
            head.Append("Content-Type: application/xml\r\n");
        }

        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        return new(Encoding.UTF8.GetBytes(head.Append("\r\n").ToString()), body);
    }

    public static ScriptedAnswer Error(int status, string code, params string[] headers) =>
        Of(status, $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>{code}</Code><Message>said so</Message><RequestId>R1</RequestId></Error>", headers);

    /// <summary>A body shorter than its Content-Length, and then the end.</summary>
    public static ScriptedAnswer Cut(string body, params string[] headers) =>
        Of(200, body, [.. headers, $"Content-Length: {body.Length + 10}"]) with { Closes = true };
}
