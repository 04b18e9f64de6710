using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>What a comparison will do, said before it does it.</summary>
internal static class OwnPlan
{
    /// <param name="runs">Of each way, the one to warm up among them.</param>
    public static IEnumerable<string> Describe(int runs, ArchiveCollectionOptions options, OwnEndpointNames endpoints, Sample sample, IReadOnlyList<OwnWay> ways, string prefix)
    {
        yield return "Comparison on the configured store";
        yield return Line("from", $"{Place(options.Source)} at {endpoints.Source}");
        yield return Line("to", $"{Place(options.Destination)} at {endpoints.Destination}");
        yield return Line("writes", $"only below {DisplayText.Quote(prefix, DisplayText.WholeMessage)}, and deletes it all again");
        yield return Line("sample", $"{sample.Text}: the first that the configuration selects, from {DisplayText.Quote(sample.Objects[0].Key)} to {DisplayText.Quote(sample.Objects[^1].Key)}");
        foreach (string remark in sample.Remarks)
        {
            yield return Line("", remark);
        }

        yield return Line("rounds", $"each way {runs} times, the first to warm up; a process each, {OwnRounds.Places} requests at once");
        foreach (OwnWay way in ways)
        {
            yield return Line(way.Name, way switch
            {
                { Unmeasured: { } why } => $"not measured: {why}",
                { Path: TransferPath.ServerSide } => $"{runs} x {Amount.Bytes(way.InsideStore(sample.Bytes))} inside the store, nothing through this machine",
                _ => $"{runs} x {Amount.Bytes(way.ThroughMachine(sample.Bytes))} through this machine, in and out",
            });
        }

        long through = runs * ways.Where(static way => way.Unmeasured is null).Sum(way => way.ThroughMachine(sample.Bytes));
        long inside = runs * ways.Where(static way => way.Unmeasured is null).Sum(way => way.InsideStore(sample.Bytes));
        yield return Line("altogether", $"{Amount.Bytes(through)} through this machine, {Amount.Bytes(inside)} inside the store, retries apart");
        if (options.Destination.StorageClass is { } storageClass)
        {
            yield return Line("", $"Objects are written as {DisplayText.Quote(storageClass)}; some stores charge a least time for a class, although they are deleted at once.");
        }

        if (options.BandwidthLimitBytesPerSecond is { } limit)
        {
            yield return Line("", $"BandwidthLimitBytesPerSecond holds what passes through this machine to {Amount.Bytes(limit)} a second.");
        }
    }

    private static string Place(S3LocationOptions side) => DisplayText.Quote($"{side.Bucket}/{side.Prefix}");

    private static string Line(string label, string text) => $"  {label,-17} {text}";
}
