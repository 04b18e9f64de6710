namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>What the requests of a run come to.</summary>
internal static class RequestCounts
{
    private const string Listing = "ListObjectsV2";

    /// <summary>Requests besides listings for each object that was tried; null: none was.</summary>
    public static double? PerObject(ArchiveCollectionResult result)
    {
        long tried = result.Totals.Copied + result.Totals.Failed;
        long requests = result.Measurements.Requests.Where(static pair => pair.Key != Listing).Sum(static pair => pair.Value);
        return tried == 0 ? null : (double)requests / tried;
    }
}
