using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>A way to copy the sample.</summary>
/// <param name="Unmeasured">Why it takes no part; null: it does.</param>
internal sealed record OwnWay(string Name, TransferPath Path, string? Unmeasured)
{
    /// <summary>Each object is read and written by this machine, or by the store alone.</summary>
    public long ThroughMachine(long bytes) => Path == TransferPath.ServerSide ? 0 : 2 * bytes;

    public long InsideStore(long bytes) => Path == TransferPath.ServerSide ? bytes : 0;

    /// <summary>The baseline first.</summary>
    public static IReadOnlyList<OwnWay> Of(TransferRun run, Sample sample)
    {
        string? tooMuch = run.Options.Sanity.MaxBytesThroughClient is { } most && 2 * sample.Bytes > most
            ? $"Sanity.MaxBytesThroughClient lets {Amount.Bytes(most)} of a run through this machine, and the sample takes {Amount.Bytes(2 * sample.Bytes)}"
            : null;
        return
        [
            new OwnWay(TransferStrategyNames.Traditional, TransferPath.Disk, tooMuch),
            new OwnWay(TransferStrategyNames.ServerSideCopy, TransferPath.ServerSide, run.SameEndpoint ? null : "source and destination are two stores, which no copy request reaches both of"),
            new OwnWay(TransferStrategyNames.Streaming, TransferPath.Memory, tooMuch),
        ];
    }

    /// <summary>What differs from the configuration file.</summary>
    public IReadOnlyDictionary<string, string?> Options(string prefix, string staging) => new Dictionary<string, string?>
    {
        ["Destination:Prefix"] = prefix,
        ["OperationMode"] = Path switch
        {
            TransferPath.Disk => nameof(OperationMode.Traditional),
            TransferPath.ServerSide => nameof(OperationMode.DirectSync),
            _ => nameof(OperationMode.Auto),
        },
        ["DirectEngine"] = nameof(DirectEngine.ServerSideCopy),
        ["MaxConcurrency"] = Amount.Number(OwnRounds.Places),
        ["EnableFallback"] = "false",
        ["Overwrite"] = nameof(OverwriteMode.Always),
        ["Staging:Directory"] = staging,
    };
}
