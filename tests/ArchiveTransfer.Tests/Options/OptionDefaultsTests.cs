using System.Reflection;
using Xunit;

namespace ArchiveTransfer;

public sealed class OptionDefaultsTests
{
    private static readonly Dictionary<string, string?> _defaults = new(StringComparer.Ordinal)
    {
        ["Source:Bucket"] = null,
        ["Source:Prefix"] = "",
        ["Source:Region"] = null,
        ["Source:ServiceUrl"] = null,
        ["Source:ForcePathStyle"] = null,
        ["Source:Profile"] = null,
        ["Source:RoleArn"] = null,
        ["Source:ExternalId"] = null,
        ["Source:Anonymous"] = "false",
        ["Source:RequesterPays"] = "false",
        ["Destination:Bucket"] = null,
        ["Destination:Prefix"] = "",
        ["Destination:Region"] = null,
        ["Destination:ServiceUrl"] = null,
        ["Destination:ForcePathStyle"] = null,
        ["Destination:Profile"] = null,
        ["Destination:RoleArn"] = null,
        ["Destination:ExternalId"] = null,
        ["Destination:StorageClass"] = null,
        ["Destination:Encryption:Algorithm"] = null,
        ["Destination:Encryption:KmsKeyId"] = null,
        ["Destination:Encryption:BucketKeyEnabled"] = null,
        ["Destination:CannedAcl"] = null,
        ["Destination:Tags"] = "",
        ["Destination:ExpectedBucketOwner"] = null,
        ["OperationMode"] = "Auto",
        ["DirectEngine"] = "Auto",
        ["BatchSize"] = "100",
        ["MaxConcurrency"] = null,
        ["PartSizeMiB"] = null,
        ["CrossRegionOptimization"] = "true",
        ["MultipartThresholdMiB"] = "256",
        ["MemoryBudgetMiB"] = "64",
        ["BandwidthLimitBytesPerSecond"] = null,
        ["Overwrite"] = "IfDifferent",
        ["Comparison"] = "Automatic",
        ["PreserveMetadata"] = "true",
        ["Tags"] = "Drop",
        ["Include"] = "",
        ["Exclude"] = "",
        ["FailureMode"] = "ContinueOnFailure",
        ["AttemptTimeout"] = "00:05:00",
        ["SettleTimeout"] = "00:00:20",
        ["ProgressInterval"] = "00:00:00.5000000",
        ["DryRun"] = "false",
        ["Hybrid:StreamingThresholdMiB"] = "0",
        ["EnableFallback"] = "true",
        ["Hybrid:S5cmdMaxSizeMiB"] = "64",
        ["Sanity:MaxBytesThroughClient"] = null,
        ["Sanity:AllowEmptySource"] = "false",
        ["Sanity:MaxChangedShare"] = "0.2",
        ["Sanity:FailureStormThreshold"] = "100",
        ["Retry:MaxRetryAttempts"] = "8",
        ["Retry:BaseDelay"] = "00:00:00.1000000",
        ["Retry:MaxDelay"] = "00:00:20",
        ["Retry:MaxThrottledTime"] = "00:15:00",
        ["Verification:Required"] = "SizeOnly",
        ["S5cmd:Preferred"] = "false",
        ["S5cmd:ExecutablePath"] = null,
        ["S5cmd:ExtraArguments"] = "",
        ["Staging:Directory"] = null,
        ["Staging:MaxBytes"] = null,
        ["Report:Path"] = null,
        ["Report:IncludeSkipped"] = "false",
    };

    [Fact]
    public void Every_option_has_its_documented_default()
    {
        var options = new ArchiveCollectionOptions();
        Assert.Equal(_defaults, OptionKeys.All.Where(static key => key.Role == OptionKeyRole.Option).ToDictionary(static key => key.Path!, key => key.Format(options)));
    }

    [Fact]
    public void Encryption_is_AES256_once_it_is_asked_for() => Assert.Equal("AES256", new EncryptionOptions().Algorithm);

    [Fact]
    public void Every_property_has_a_row_in_the_table() =>
        Assert.Equal(Leaves(typeof(ArchiveCollectionOptions), "").Order(StringComparer.Ordinal), _defaults.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void Defaults_lack_only_what_nobody_can_guess() =>
        Assert.Equal(
            ["Source.Bucket is not set; name the bucket to collect from.", "Destination.Bucket is not set; name the bucket to write to."],
            new ArchiveCollectionOptions().Validate());

    private static IEnumerable<string> Leaves(Type type, string parent) => type
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(property => property.PropertyType.Name.EndsWith("Options", StringComparison.Ordinal)
            ? Leaves(property.PropertyType, $"{parent}{property.Name}:")
            : [parent + property.Name]);
}
