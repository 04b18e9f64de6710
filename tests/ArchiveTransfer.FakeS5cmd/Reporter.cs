using System.Globalization;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>Says what became of each line, in JSON or in words, on the stream on which the real tool says it.</summary>
internal sealed class Reporter(OutputStreams streams, bool json, LogLevel level, bool showsStatistics, string secrets)
{
    private int _succeeded;
    private int _failed;

    public void Succeeded(string operation, string source, string destination, string? storageClass)
    {
        if (level <= LogLevel.Info)
        {
            var kept = string.IsNullOrEmpty(storageClass) ? "" : $",\"storage_class\":{GoText.Json(storageClass)}";
            streams.WriteOutput(json
                ? $"{{\"operation\":{GoText.Json(operation)},\"success\":true,\"source\":{GoText.Json(source)},\"destination\":{GoText.Json(destination)},\"object\":{{\"key\":{GoText.Json(destination)},\"type\":\"file\"{kept}}}}}"
                : $"{operation} {source} {destination}");
        }
    }

    public void Skipped(string operation, string job, string reason)
    {
        if (level <= LogLevel.Debug)
        {
            streams.WriteOutput(json
                ? $"{{\"operation\":{GoText.Json(operation)},\"job\":{GoText.Json(job)},\"error\":{GoText.Json(reason)}}}"
                : $"DEBUG {GoText.Quote(job)}: {reason}");
        }
    }

    public void Retrying(string error)
    {
        if (level <= LogLevel.Debug)
        {
            var text = $"retryable error: {error}";
            streams.WriteOutput(json ? $"{{\"error\":{GoText.Json(text)}}}" : $"DEBUG {text}");
        }
    }

    public void Failed(string operation, string command, string error)
    {
        var text = OneLine(error) + secrets;
        streams.WriteError(json
            ? $"{{{(operation.Length > 0 ? $"\"operation\":{GoText.Json(operation)}," : "")}\"command\":{GoText.Json(command)},\"error\":{GoText.Json(text)}}}"
            : $"ERROR {GoText.Quote(command)}: {text}");
    }

    public void Plain(string text) => streams.WriteOutput(text);

    /// <summary>Counts a command that got as far as being carried out.</summary>
    public void Count(bool succeeded) => Interlocked.Increment(ref succeeded ? ref _succeeded : ref _failed);

    public void WriteStatistics()
    {
        if (showsStatistics && _succeeded + _failed > 0)
        {
            streams.WriteOutput(json
                ? string.Create(CultureInfo.InvariantCulture, $"{{\"operation\":\"cp\",\"success\":{_succeeded},\"error\":{_failed}}}\n")
                : string.Create(CultureInfo.InvariantCulture, $"\nOperation\tTotal\tError\tSuccess\t\ncp\t{_succeeded + _failed}\t{_failed}\t{_succeeded}\t\n"));
        }
    }

    private static string OneLine(string error) =>
        error.Replace('\n', ' ').Replace('\t', ' ').Replace("  ", " ", StringComparison.Ordinal).Trim();
}
