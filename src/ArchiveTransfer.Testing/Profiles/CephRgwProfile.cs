namespace ArchiveTransfer.Testing.Profiles;

/// <summary>Ceph RADOS gateway 16.2, each switch measured: the conformance suite compares all of them with the real one.</summary>
internal static class CephRgwProfile
{
    /// <summary>Known to S3 and not set up in a gateway as it comes.</summary>
    private static readonly string[] MissingStorageClasses =
    [
        "REDUCED_REDUNDANCY", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER", "DEEP_ARCHIVE", "GLACIER_IR", "OUTPOSTS", "SNOW", "EXPRESS_ONEZONE",
    ];

    public static void Apply(S3SimulatorOptions options)
    {
        foreach (var storageClass in MissingStorageClasses)
        {
            options.RefusedHeaders["x-amz-storage-class=" + storageClass] = 400;
        }

        options.AcceptedRegions.Add("*");
        options.LocationConstraint = "default";
        options.TellsRegion = false;
        options.RequiresSignedHeaders = false;
        options.HonorsExpectedOwner = false;
        options.RefusesNeedlessTokens = false;
        options.TakesTrailers = false;
        options.LimitsChunks = false;
        options.AnswersAttributesWithContent = true;
        options.HonorsPartNumber = false;
        options.AcceptsAcls = true;
        options.EncryptsByDefault = false;
        options.HonorsConditionsOnCopy = false;
        options.HonorsConditionsOnCopySource = false;
        options.HonorsConditionsOnComplete = false;
        options.HonorsConditionsOnDelete = false;
        options.ComparesETagsVerbatim = true;
        options.RefusesMalformedDates = true;
        options.DenyPartCopyFromForeignBuckets = true;
        options.ETagWithoutQuotes = true;
        options.CopyKeepsMultipartETag = true;
        options.HonorsTaggingDirective = false;
        options.TellsVersionsOfCopies = false;
        options.HonorsChecksums = false;
        options.KeepAwsChunkedEncoding = true;
        options.LimitsUserMetadata = false;
        options.AllowsRepeatedTags = true;
        options.EchoesStandardClass = true;
        options.SortsParts = true;
        options.CompletesOnlyWithAllParts = true;
        options.ChecksPartNumbers = false;
        options.EmptyETagOnComplete = true;
        options.AnswersRepeatedComplete = true;
        options.LosesTagsOfUploads = true;
        options.DatesMultipartByInitiation = false;
        options.ChecksListingParameters = false;
        options.StartAfterSkipsCommonPrefix = true;
        options.AlwaysNamesNextMarker = true;
        options.ContinuationTokensAreKeys = true;
        options.EncodesListingsLikeCeph = true;
        options.ListsUploadsLikeCeph = true;
        options.ReadsRangesLikeCeph = true;
        options.ReadsBatchesLikeCeph = true;
        options.AnswersCodesOfCeph = true;
    }
}
