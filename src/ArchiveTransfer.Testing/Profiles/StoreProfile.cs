namespace ArchiveTransfer.Testing.Profiles;

/// <summary>Which switches make which store.</summary>
internal static class StoreProfile
{
    private static readonly (string Name, S3Profile Profile)[] Names =
    [
        ("aws", S3Profile.Aws),
        ("ceph-rgw", S3Profile.CephRgw),
        ("r2-like", S3Profile.R2Like),
        ("no-server-side-copy", S3Profile.NoServerSideCopy),
        ("unordered-listing", S3Profile.UnorderedListing),
    ];

    public static S3Profile Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        foreach (var (known, profile) in Names)
        {
            if (known == name)
            {
                return profile;
            }
        }

        throw new ArgumentException($"There is no profile '{name}', only {string.Join(", ", Names.Select(static known => known.Name))}.", nameof(name));
    }

    public static void Apply(S3SimulatorOptions options, S3Profile profile)
    {
        Reset(options);
        switch (profile)
        {
            case S3Profile.Aws:
                break;
            case S3Profile.CephRgw:
                CephRgwProfile.Apply(options);
                break;
            case S3Profile.R2Like:
                R2LikeProfile.Apply(options);
                break;
            case S3Profile.NoServerSideCopy:
                options.NotImplemented.Add("CopyObject");
                options.NotImplemented.Add("UploadPartCopy");
                break;
            case S3Profile.UnorderedListing:
                options.ListsUnordered = true;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(profile), profile, "There is no such profile.");
        }
    }

    private static void Reset(S3SimulatorOptions options)
    {
        var defaults = new S3SimulatorOptions();
        options.NotImplemented.Clear();
        options.RefusedHeaders.Clear();
        options.AcceptedRegions.Clear();
        options.LocationConstraint = defaults.LocationConstraint;
        options.TellsRegion = defaults.TellsRegion;
        options.RequiresSignedHeaders = defaults.RequiresSignedHeaders;
        options.HonorsExpectedOwner = defaults.HonorsExpectedOwner;
        options.RefusesNeedlessTokens = defaults.RefusesNeedlessTokens;
        options.TakesTrailers = defaults.TakesTrailers;
        options.LimitsChunks = defaults.LimitsChunks;
        options.AnswersAttributesWithContent = defaults.AnswersAttributesWithContent;
        options.HonorsPartNumber = defaults.HonorsPartNumber;
        options.AcceptsAcls = defaults.AcceptsAcls;
        options.EncryptsByDefault = defaults.EncryptsByDefault;
        options.AllowsCustomerKeysOverHttp = defaults.AllowsCustomerKeysOverHttp;
        options.HonorsConditionsOnPut = defaults.HonorsConditionsOnPut;
        options.HonorsConditionsOnCopy = defaults.HonorsConditionsOnCopy;
        options.HonorsConditionsOnCopySource = defaults.HonorsConditionsOnCopySource;
        options.HonorsConditionsOnComplete = defaults.HonorsConditionsOnComplete;
        options.HonorsConditionsOnDelete = defaults.HonorsConditionsOnDelete;
        options.ComparesETagsVerbatim = defaults.ComparesETagsVerbatim;
        options.RefusesMalformedDates = defaults.RefusesMalformedDates;
        options.FailedConditionEndsUpload = defaults.FailedConditionEndsUpload;
        options.DenyPartCopyFromForeignBuckets = defaults.DenyPartCopyFromForeignBuckets;
        options.ETagWithoutQuotes = defaults.ETagWithoutQuotes;
        options.CopyKeepsMultipartETag = defaults.CopyKeepsMultipartETag;
        options.HonorsTaggingDirective = defaults.HonorsTaggingDirective;
        options.TellsVersionsOfCopies = defaults.TellsVersionsOfCopies;
        options.HonorsChecksums = defaults.HonorsChecksums;
        options.KeepAwsChunkedEncoding = defaults.KeepAwsChunkedEncoding;
        options.LimitsUserMetadata = defaults.LimitsUserMetadata;
        options.AllowsRepeatedTags = defaults.AllowsRepeatedTags;
        options.EchoesStandardClass = defaults.EchoesStandardClass;
        options.MinimumPartSize = defaults.MinimumPartSize;
        options.RequiresEqualParts = defaults.RequiresEqualParts;
        options.SortsParts = defaults.SortsParts;
        options.CompletesOnlyWithAllParts = defaults.CompletesOnlyWithAllParts;
        options.ChecksPartNumbers = defaults.ChecksPartNumbers;
        options.EmptyETagOnComplete = defaults.EmptyETagOnComplete;
        options.AnswersRepeatedComplete = defaults.AnswersRepeatedComplete;
        options.LosesTagsOfUploads = defaults.LosesTagsOfUploads;
        options.DatesMultipartByInitiation = defaults.DatesMultipartByInitiation;
        options.ListsUnordered = defaults.ListsUnordered;
        options.ChecksListingParameters = defaults.ChecksListingParameters;
        options.StartAfterSkipsCommonPrefix = defaults.StartAfterSkipsCommonPrefix;
        options.AlwaysNamesNextMarker = defaults.AlwaysNamesNextMarker;
        options.ContinuationTokensAreKeys = defaults.ContinuationTokensAreKeys;
        options.EncodesListingsLikeCeph = defaults.EncodesListingsLikeCeph;
        options.ListsUploadsLikeCeph = defaults.ListsUploadsLikeCeph;
        options.ReadsRangesLikeCeph = defaults.ReadsRangesLikeCeph;
        options.ReadsBatchesLikeCeph = defaults.ReadsBatchesLikeCeph;
        options.AnswersCodesOfCeph = defaults.AnswersCodesOfCeph;
    }
}
