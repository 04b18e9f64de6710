using System.Globalization;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Collection;

/// <summary>Collections at a store that is told while it runs what to refuse.</summary>
public abstract class RefusingStoreTest : CollectionTest
{
    private protected S3SimulatorOptions Store { get; private set; } = null!;

    private protected IEnumerable<S3RequestRecord> Copies => Simulator.Requests.Where(static request => request.Operation == "CopyObject");

    protected override void Configure(S3SimulatorOptions options)
    {
        Store = options;
        options.AcceptsAcls = true;
    }

    private protected static string Key(long index) => index.ToString("D5", CultureInfo.InvariantCulture);

    private protected static string Say(ArchiveCollectionResult result) =>
        $"\n  status {result.Status} error {result.Error?.Code}\n  degraded {result.Degraded}, extra {result.ExtraBytesThroughClient}\n  decisions {string.Join("\n    ", result.Strategies.SelectMany(static s => s.Decisions.Select(d => $"{d.Value} x {d.Key}")))}\n  warnings {string.Join("\n    ", result.Warnings)}";
}
