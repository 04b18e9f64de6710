using System.Text;
using System.Text.Json;
using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.Strategies.S5cmd;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.S5cmd;

/// <summary>Lines of s5cmd's output from their bytes to what they say, beside a document a line; numbers are per line.</summary>
[MemoryDiagnoser]
public class OutputReaderBenchmarks
{
    private const int Count = 10_000;

    private byte[][] lines = [];

    /// <summary>False: lines of copies that were made.</summary>
    [Params(false, true)]
    public bool Failures { get; set; }

    [GlobalSetup]
    public void Write()
    {
        lines = [.. ArchiveKeys.Create(Count).Select(key => Encoding.UTF8.GetBytes(Line($"s3://data.binance.vision/{key}", $"s3://lake/raw/binance/{key}")))];
        S5cmdEventKind wanted = Failures ? S5cmdEventKind.Failure : S5cmdEventKind.Success;
        foreach (byte[] line in lines)
        {
            (S5cmdEvent theirs, S5cmdEvent ours) = (ReadDocument(line, Failures), S5cmdOutput.Read(line, Failures));
            if (theirs != ours || ours.Kind != wanted)
            {
                throw new InvalidOperationException($"Not the same event: {theirs} and {ours}");
            }
        }
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Count)]
    public int Documents()
    {
        int length = 0;
        foreach (byte[] line in lines)
        {
            length += ReadDocument(line, Failures).Pair!.Length;
        }

        return length;
    }

    [Benchmark(OperationsPerInvoke = Count)]
    public int Reader()
    {
        int length = 0;
        foreach (byte[] line in lines)
        {
            length += S5cmdOutput.Read(line, Failures).Pair!.Length;
        }

        return length;
    }

    private static S5cmdEvent ReadDocument(byte[] line, bool isError)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(line);
            JsonElement root = document.RootElement;
            string? operation = Text(root, "operation");
            if (!isError && operation == "cp" && root.TryGetProperty("success", out JsonElement success) && success.ValueKind == JsonValueKind.True
                && Text(root, "source") is { } source && Text(root, "destination") is { } destination)
            {
                return new(S5cmdEventKind.Success, $"{source} {destination}");
            }

            string? error = Text(root, "error");
            if (isError && operation == "cp" && error is not null && Text(root, "command") is { } command && command.StartsWith("cp ", StringComparison.Ordinal)
                && command.IndexOf(" s3://", StringComparison.Ordinal) is >= 0 and int start)
            {
                return new(S5cmdEventKind.Failure, command[(start + 1)..], error);
            }

            return isError && operation == "run" && error is not null
                ? new(S5cmdEventKind.NotUnderstood, Text: error)
                : new(S5cmdEventKind.Notice, Text: error ?? Encoding.UTF8.GetString(line));
        }
        catch (JsonException)
        {
            return new(S5cmdEventKind.Noise, Text: Encoding.UTF8.GetString(line));
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private string Line(string source, string destination) => Failures
        ? $$"""{"operation":"cp","command":"cp --metadata-directive=COPY --raw=true {{source}} {{destination}}","error":"AccessDenied: Access Denied status code: 403, request id: 4442587FB7D0A2F9, host id: "}"""
        : $$$"""{"operation":"cp","success":true,"source":"{{{source}}}","destination":"{{{destination}}}","object":{"key":"{{{destination}}}","type":"file"}}""";
}
