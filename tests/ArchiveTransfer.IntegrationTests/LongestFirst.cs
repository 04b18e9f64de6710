using ArchiveTransfer.Claims;
using ArchiveTransfer.Clients;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Conformance;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.RealStore;
using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Scale;
using ArchiveTransfer.Simulator;
using Xunit.Sdk;
using Xunit.v3;

[assembly: Xunit.TestCollectionOrderer(typeof(ArchiveTransfer.LongestFirst))]

namespace ArchiveTransfer;

/// <summary>The classes that take longest begin first: one that begins last would end alone, with one core idle.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest =
    [
        .. new[]
        {
            typeof(OwnComparisonTests), typeof(OwnCleanUpTests), typeof(OwnStopTests), typeof(MemoryTests), typeof(StorageMemoryTests), typeof(TranscriptTests), typeof(ChildTroubleTests), typeof(SelectionMatrixTests), typeof(ConformanceTests), typeof(CancellationTests),
            typeof(CephCollectionTests), typeof(ChildEndTests), typeof(ModeTests), typeof(ConfigurationTests), typeof(ForeignClientTests), typeof(ToolChoiceTests), typeof(SignalTests),
        }.Select(static type => type.FullName!),
    ];

    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [.. testCollections.OrderBy(static collection => Place(collection.TestCollectionDisplayName)).ThenBy(static collection => collection.UniqueID, StringComparer.Ordinal)];

    // A class without a collection of its own is one, and its name is in the name of that.
    private static int Place(string name)
    {
        int place = Array.FindIndex(Longest, type => name.Contains(type, StringComparison.Ordinal));
        return place < 0 ? Longest.Length : place;
    }
}
