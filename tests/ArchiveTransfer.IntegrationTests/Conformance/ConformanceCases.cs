namespace ArchiveTransfer.Conformance;

/// <summary>Every question put to both stores.</summary>
internal static class ConformanceCases
{
    public static IReadOnlyList<ConformanceCase> All { get; } =
    [
        .. BucketCases.All, .. ListingCases.All, .. ReadingCases.All, .. WritingCases.All, .. TaggingCases.All, .. CopyCases.All, .. MultipartCases.All, .. DeletionCases.All, .. VersionCases.All,
        .. SigningCases.All,
    ];
}
