using System.Text.Json.Serialization;

namespace ArchiveTransfer.Benchmarks.Client;

/// <summary>What the program says of its run, as one line of JSON.</summary>
internal sealed record CollectOutcome
{
    public required string Status { get; init; }

    /// <summary>Or planned, where no more was asked for.</summary>
    public long Copied { get; init; }

    public long Failed { get; init; }

    /// <summary>From ExecuteAsync to the result.</summary>
    public double Seconds { get; init; }

    /// <summary>By the whole process.</summary>
    public long AllocatedBytes { get; init; }

    public long Requests { get; init; }

    public long Throttles { get; init; }

    public string Strategies { get; init; } = "";

    public string? Error { get; init; }

    public IReadOnlyList<string> Warnings { get; init; } = [];
}

[JsonSerializable(typeof(CollectOutcome))]
internal sealed partial class OutcomeJson : JsonSerializerContext;
