namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>Where the demo store is and who may write there: the one line it writes.</summary>
/// <param name="AccessKey">Of the collector, who owns the destination and nothing else.</param>
internal sealed record DemoStoreFacts(Uri Endpoint, string SourceBucket, string DestinationBucket, string AccessKey, string SecretKey)
{
    /// <summary>Keys stay out of whatever prints this.</summary>
    public override string ToString() => Endpoint.ToString();
}
