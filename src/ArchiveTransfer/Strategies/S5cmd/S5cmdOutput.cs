using System.Text;
using System.Text.Json;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Reads one line of output. Success comes on standard output, failure on standard error; what stands on the other stream is not believed.</summary>
internal static class S5cmdOutput
{
    /// <param name="line">Without its line feed.</param>
    /// <param name="isError">It came on standard error.</param>
    public static S5cmdEvent Read(ReadOnlySpan<byte> line, bool isError)
    {
        if (line.IsEmpty || line[0] != (byte)'{')
        {
            return Noise(line);
        }

        Fields fields;
        try
        {
            if (!Fields.TryRead(line, out fields))
            {
                return Noise(line);
            }
        }
        catch (JsonException)
        {
            return Noise(line);
        }
        catch (InvalidOperationException)
        {
            // A text that is no UTF-8.
            return Noise(line);
        }

        return (isError, fields) switch
        {
            (false, { Operation: "cp", Success: true, Source: { } source, Destination: { } destination }) => new(S5cmdEventKind.Success, S5cmdLine.Pair(source, destination)),
            (true, { Operation: "cp", Command: { } command, Error: { } error }) when PairOf(command) is { } pair => new(S5cmdEventKind.Failure, pair, error),
            (true, { Operation: "run", Error: { } error }) => new(S5cmdEventKind.NotUnderstood, Text: error),
            _ => new(S5cmdEventKind.Notice, Text: fields.Error ?? Encoding.UTF8.GetString(line)),
        };
    }

    /// <summary>
    /// Failures name their copy as <c>cp</c>, perhaps the flags that were set, and both URLs, nothing of it quoted. No flag's value
    /// begins with <c>s3://</c>, so that the first one begins the source.
    /// </summary>
    private static string? PairOf(string command)
    {
        const string Verb = "cp ";
        int source = command.IndexOf(" s3://", StringComparison.Ordinal);
        return command.StartsWith(Verb, StringComparison.Ordinal) && source >= 0 ? command[(source + 1)..] : null;
    }

    private static S5cmdEvent Noise(ReadOnlySpan<byte> line) => new(S5cmdEventKind.Noise, Text: Encoding.UTF8.GetString(line));

    private struct Fields
    {
        public string? Operation;
        public bool Success;
        public string? Source;
        public string? Destination;
        public string? Command;
        public string? Error;

        public static bool TryRead(ReadOnlySpan<byte> line, out Fields fields)
        {
            fields = default;
            var reader = new Utf8JsonReader(line);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                ReadField(ref reader, ref fields);
            }

            // One object and nothing after it: a line that was cut or glued is no line of the tool's.
            return reader.TokenType == JsonTokenType.EndObject && reader.CurrentDepth == 0 && !reader.Read();
        }

        private static void ReadField(ref Utf8JsonReader reader, ref Fields fields)
        {
            if (reader.ValueTextEquals("operation"u8))
            {
                fields.Operation = Text(ref reader);
            }
            else if (reader.ValueTextEquals("success"u8))
            {
                // With --stat it is a number, of a summary.
                reader.Read();
                fields.Success = reader.TokenType == JsonTokenType.True;
            }
            else if (reader.ValueTextEquals("source"u8))
            {
                fields.Source = Text(ref reader);
            }
            else if (reader.ValueTextEquals("destination"u8))
            {
                fields.Destination = Text(ref reader);
            }
            else if (reader.ValueTextEquals("command"u8))
            {
                fields.Command = Text(ref reader);
            }
            else if (reader.ValueTextEquals("error"u8))
            {
                fields.Error = Text(ref reader);
            }
            else
            {
                reader.Read();
                reader.Skip();
            }
        }

        private static string? Text(ref Utf8JsonReader reader)
        {
            reader.Read();
            if (reader.TokenType == JsonTokenType.String)
            {
                return reader.GetString();
            }

            reader.Skip();
            return null;
        }
    }
}
