using Xunit;

namespace ArchiveTransfer;

public sealed class OptionsValidationTests
{
    public static TheoryData<string, Action<ArchiveCollectionOptions>> Invalid => new()
    {
        { "Source.Bucket is not set; name the bucket to collect from.", o => o.Source.Bucket = null },
        { "Source.Bucket is not set; name the bucket to collect from.", o => o.Source.Bucket = " " },
        { "Destination.Bucket is not set; name the bucket to write to.", o => o.Destination.Bucket = "" },
        { "Source.Prefix is null; set it to an empty text for no prefix.", o => o.Source.Prefix = null! },
        { "Source.Prefix is '\\uD800'; set text without half a surrogate pair: it has no UTF-8 form, so no key begins with it.", o => o.Source.Prefix = "\ud800" },
        {
            $"Destination.Prefix is 1,026 bytes long ('{new string('€', 120)}...'); set no more than 1,024 bytes, the length of a whole key.",
            o => o.Destination.Prefix = new string('€', 342)
        },
        { "Source.Region is ''; set a name such as eu-central-1, or leave it unset.", o => o.Source.Region = "" },
        { "Source.Region is '_'; set a name such as eu-central-1, or leave it unset.", o => o.Source.Region = "_" },
        { "Destination.Region is 'eu central'; set a name such as eu-central-1, or leave it unset.", o => o.Destination.Region = "eu central" },
        { "Source.Profile is ' '; name a profile of the shared AWS files, or leave it unset.", o => o.Source.Profile = " " },
        { "Destination.RoleArn is 'collector'; set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset.", o => o.Destination.RoleArn = "collector" },
        { "Destination.RoleArn is 'arn:aws:iam::12345678901:role/collector'; set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset.", o => o.Destination.RoleArn = "arn:aws:iam::12345678901:role/collector" },
        { "Destination.RoleArn is 'arn:aws:iam::123456789012:user/collector'; set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset.", o => o.Destination.RoleArn = "arn:aws:iam::123456789012:user/collector" },
        { "Destination.RoleArn is 'arn:aws:iam::123456789012:role/'; set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset.", o => o.Destination.RoleArn = "arn:aws:iam::123456789012:role/" },
        { "Destination.RoleArn is 'arn:aws:iam::123456789012:role/a b'; set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset.", o => o.Destination.RoleArn = "arn:aws:iam::123456789012:role/a b" },
        {
            "Source.RoleArn is 'arn:aws-cn:iam::123456789012:role/a/b'; leave it unset, or sign by setting Source.Anonymous to false: unsigned requests act as no role.",
            o => (o.Source.Anonymous, o.Source.RoleArn) = (true, "arn:aws-cn:iam::123456789012:role/a/b")
        },
        { "Source.ExternalId is 'id'; set Source.RoleArn, or leave it unset: it is sent only where a role is taken.", o => o.Source.ExternalId = "id" },
        {
            "Destination.ExternalId is 'i d'; set 2 to 1,224 letters, digits and characters of _+=,.@:/-, or leave it unset.",
            o => (o.Destination.RoleArn, o.Destination.ExternalId) = ("arn:aws-us-gov:iam::123456789012:role/a", "i d")
        },
        {
            "Source.ServiceUrl is 'minio:9000'; set an absolute http or https address without user information, query and fragment, such as https://s3.example.org:9000.",
            o => o.Source.ServiceUrl = new Uri("minio:9000")
        },
        {
            "Source.ServiceUrl is 'minio/x'; set an absolute http or https address without user information, query and fragment, such as https://s3.example.org:9000.",
            o => o.Source.ServiceUrl = new Uri("minio/x?hush", UriKind.Relative)
        },
        {
            "Source.ServiceUrl is an address with user information (not shown); set an absolute http or https address without user information, query and fragment, such as https://s3.example.org:9000.",
            o => o.Source.ServiceUrl = new Uri("https://me:hush@minio:9000/x")
        },
        {
            "Destination.ServiceUrl is 'https://minio:9000/x'; set an absolute http or https address without user information, query and fragment, such as https://s3.example.org:9000.",
            o => o.Destination.ServiceUrl = new Uri("https://minio:9000/x?hush")
        },
        {
            "Source.RequesterPays is true; set it to false, or sign by setting Source.Anonymous to false: nobody can be charged for an unsigned request.",
            o => o.Source.Anonymous = o.Source.RequesterPays = true
        },
        {
            "Source.Profile is 'reader'; leave it unset, or sign by setting Source.Anonymous to false: unsigned requests use no profile.",
            o => (o.Source.Anonymous, o.Source.Profile) = (true, "reader")
        },
        {
            "Destination.StorageClass is 'standard'; set one of STANDARD, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER, DEEP_ARCHIVE, REDUCED_REDUNDANCY, OUTPOSTS, or leave it unset.",
            o => o.Destination.StorageClass = "standard"
        },
        {
            "Destination.CannedAcl is 'everyone'; set one of private, public-read, public-read-write, authenticated-read, aws-exec-read, bucket-owner-read, bucket-owner-full-control, or leave it unset.",
            o => o.Destination.CannedAcl = "everyone"
        },
        { "Destination.Encryption.Algorithm is 'aes'; set AES256, aws:kms or aws:kms:dsse.", o => o.Destination.Encryption = new() { Algorithm = "aes" } },
        { "Destination.Encryption.Algorithm is null; set AES256, aws:kms or aws:kms:dsse.", o => o.Destination.Encryption = new() { Algorithm = null! } },
        {
            "Destination.Encryption.KmsKeyId is 'k'; leave it unset, or set Destination.Encryption.Algorithm to aws:kms or aws:kms:dsse.",
            o => o.Destination.Encryption = new() { KmsKeyId = "k" }
        },
        {
            "Destination.Encryption.KmsKeyId is ''; name a key, or leave it unset for the account's own.",
            o => o.Destination.Encryption = new() { Algorithm = "aws:kms", KmsKeyId = "" }
        },
        {
            "Destination.Encryption.BucketKeyEnabled is true; leave it unset, or set Destination.Encryption.Algorithm to aws:kms: no other knows bucket keys.",
            o => o.Destination.Encryption = new() { Algorithm = "aws:kms:dsse", BucketKeyEnabled = true }
        },
        { "Destination.Tags is a set of 11 tags; set 10 or fewer.", o => AddTags(o, 11) },
        { "Destination.Tags[''] is 'v'; give it a name of 1 to 128 characters that does not begin with aws:.", o => o.Destination.Tags[""] = "v" },
        { "Destination.Tags['aws:x'] is 'v'; give it a name of 1 to 128 characters that does not begin with aws:.", o => o.Destination.Tags["aws:x"] = "v" },
        {
            $"Destination.Tags['{new string('k', 120)}...'] is 'v'; give it a name of 1 to 128 characters that does not begin with aws:.",
            o => o.Destination.Tags[new string('k', 129)] = "v"
        },
        { $"Destination.Tags['k'] is '{new string('v', 120)}...'; set a value of 0 to 256 characters.", o => o.Destination.Tags["k"] = new string('v', 257) },
        { "Destination.Tags['k'] is null; set a value of 0 to 256 characters.", o => o.Destination.Tags["k"] = null! },
        { "Destination.ExpectedBucketOwner is '1234'; set the 12 digits of the account, or leave it unset.", o => o.Destination.ExpectedBucketOwner = "1234" },
        { "OperationMode is 99; set one of Auto, DirectSync, Hybrid, Traditional.", o => o.OperationMode = (OperationMode)99 },
        { "Overwrite is -1; set one of IfDifferent, Always, Never.", o => o.Overwrite = (OverwriteMode)(-1) },
        { "Comparison is 4; set one of Automatic, SizeAndTime, SizeOnly, ETagOnly.", o => o.Comparison = (ComparisonMode)4 },
        { "FailureMode is 2; set one of ContinueOnFailure, AbortOnFailure.", o => o.FailureMode = (FailureMode)2 },
        { "DirectEngine is 3; set one of Auto, S5cmd, ServerSideCopy.", o => o.DirectEngine = (DirectEngine)3 },
        { "Tags is 3; set one of Drop, Copy, Any.", o => o.Tags = (TagHandling)3 },
        { "BatchSize is 0; set 1 to 10,000.", o => o.BatchSize = 0 },
        { "BatchSize is 10,001; set 1 to 10,000.", o => o.BatchSize = 10_001 },
        { "MaxConcurrency is 0; set 1 to 1,024, or leave it unset.", o => o.MaxConcurrency = 0 },
        { "MaxConcurrency is 1,025; set 1 to 1,024, or leave it unset.", o => o.MaxConcurrency = 1025 },
        { "PartSizeMiB is 4; set 5 to 5,120, or leave it unset.", o => o.PartSizeMiB = 4 },
        { "PartSizeMiB is 5,121; set 5 to 5,120, or leave it unset.", o => o.PartSizeMiB = 5121 },
        { "MemoryBudgetMiB is 7; set 8 to 4,096.", o => o.MemoryBudgetMiB = 7 },
        { "MemoryBudgetMiB is 4,097; set 8 to 4,096.", o => o.MemoryBudgetMiB = 4097 },
        { "BandwidthLimitBytesPerSecond is 65,535; set 65,536 or more, or leave it unset.", o => o.BandwidthLimitBytesPerSecond = 65_535 },
        { "MultipartThresholdMiB is 4; set 5 to 5,120.", o => o.MultipartThresholdMiB = 4 },
        { "MultipartThresholdMiB is 5,121; set 5 to 5,120.", o => o.MultipartThresholdMiB = 5121 },
        { "AttemptTimeout is 00:00:00.9990000; set 00:00:01 to 01:00:00.", o => o.AttemptTimeout = TimeSpan.FromMilliseconds(999) },
        { "AttemptTimeout is 01:00:01; set 00:00:01 to 01:00:00.", o => o.AttemptTimeout = new TimeSpan(1, 0, 1) },
        { "SettleTimeout is -00:00:01; set 00:00:00 to 00:10:00.", o => o.SettleTimeout = TimeSpan.FromSeconds(-1) },
        { "SettleTimeout is 00:10:01; set 00:00:00 to 00:10:00.", o => o.SettleTimeout = new TimeSpan(0, 10, 1) },
        { "ProgressInterval is 00:00:00; set 00:00:00.0100000 to 01:00:00.", o => o.ProgressInterval = TimeSpan.Zero },
        { "Include[1] is ''; write a glob, or remove the entry.", o => Add(o.Include, "a", "") },
        { "Include[0] is '[a'; close the set '[' with ']', or write \\[.", o => Add(o.Include, "[a") },
        { "Exclude[0] is null; write a glob, or remove the entry.", o => o.Exclude.Add(null!) },
        { "Hybrid.StreamingThresholdMiB is -1; set 0 to 5,242,880.", o => o.Hybrid.StreamingThresholdMiB = -1 },
        { "Hybrid.StreamingThresholdMiB is 5,242,881; set 0 to 5,242,880.", o => o.Hybrid.StreamingThresholdMiB = 5_242_881 },
        { "Sanity.MaxChangedShare is 1.1; set 0 to 1; 1 switches the guard off.", o => o.Sanity.MaxChangedShare = 1.1 },
        { "Sanity.MaxChangedShare is NaN; set 0 to 1; 1 switches the guard off.", o => o.Sanity.MaxChangedShare = double.NaN },
        { "Sanity.FailureStormThreshold is 0; set 1 to 1,000,000.", o => o.Sanity.FailureStormThreshold = 0 },
        { "Retry.MaxRetryAttempts is 101; set 0 to 100.", o => o.Retry.MaxRetryAttempts = 101 },
        { "Retry.BaseDelay is 00:00:00; set 00:00:00.0010000 to 00:01:00.", o => o.Retry.BaseDelay = TimeSpan.Zero },
        { "Retry.MaxDelay is 01:00:01; set 00:00:00.0010000 to 01:00:00.", o => o.Retry.MaxDelay = new TimeSpan(1, 0, 1) },
        { "Retry.BaseDelay is 00:00:30; set it to no more than Retry.MaxDelay, 00:00:20, or raise that.", o => o.Retry.BaseDelay = TimeSpan.FromSeconds(30) },
        { "Retry.MaxThrottledTime is 1.00:00:01; set 00:00:00 to 1.00:00:00.", o => o.Retry.MaxThrottledTime = new TimeSpan(24, 0, 1) },
        { "Verification.Required is 15; set one of None, SizeOnly, ETag, Checksum, Sha256Sidecar.", o => o.Verification.Required = (VerificationEvidence)15 },
        { "Verification.Required is Checksum; set None, SizeOnly or ETag; stronger evidence comes with a later version.", o => o.Verification.Required = VerificationEvidence.Checksum },
        { "S5cmd.ExecutablePath is ''; name the executable, or leave it unset to find it by PATH.", o => o.S5cmd.ExecutablePath = "" },
        { "S5cmd.ExecutablePath is ' '; name the executable, or leave it unset to find it by PATH.", o => o.S5cmd.ExecutablePath = " " },
        { "S5cmd.ExtraArguments: --numworkers is 1,025; set 1 to 1,024.", o => o.S5cmd.ExtraArguments.Add("--numworkers=1025") },
        {
            "S5cmd.ExtraArguments: --retry-count is read from configuration only; remove it and set Retry.MaxRetryAttempts to 3.",
            o => Add(o.S5cmd.ExtraArguments, "-r", "3")
        },
        {
            "S5cmd.ExtraArguments: --no-sign-request is read from configuration only; remove it and set Source.Anonymous to true, which leaves writes signed.",
            o => o.S5cmd.ExtraArguments.Add("--no-sign-request")
        },
        { "Staging.Directory is ' '; name a directory, or leave it unset for a private one.", o => o.Staging.Directory = " " },
        { "Staging.MaxBytes is 0; set 1 or more, or leave it unset.", o => o.Staging.MaxBytes = 0 },
        { "Report.Path is ' '; name a file, or leave it unset for no report.", o => o.Report.Path = " " },
        { "Report.Path is '{run}.jsonl'; use {run_id} and {started:yyyyMMdd} in it, and no other braces.", o => o.Report.Path = "{run}.jsonl" },
        { "Report.Path is '{run_id.jsonl'; use {run_id} and {started:yyyyMMdd} in it, and no other braces.", o => o.Report.Path = "{run_id.jsonl" },
        { "Report.Path is 'a}'; use {run_id} and {started:yyyyMMdd} in it, and no other braces.", o => o.Report.Path = "a}" },
        { "Report.Path is '{started:}'; use {run_id} and {started:yyyyMMdd} in it, and no other braces.", o => o.Report.Path = "{started:}" },
    };

    public static TheoryData<Action<ArchiveCollectionOptions>> Valid => new()
    {
        o => o.MemoryBudgetMiB = 8,
        o => o.MemoryBudgetMiB = 4096,
        o => o.BandwidthLimitBytesPerSecond = 65_536,
        o => o.BandwidthLimitBytesPerSecond = long.MaxValue,
        o => (o.MaxConcurrency, o.PartSizeMiB, o.MultipartThresholdMiB) = (1, 5, 5),
        o => (o.MaxConcurrency, o.PartSizeMiB, o.MultipartThresholdMiB) = (1024, 5120, 5120),
        o => (o.AttemptTimeout, o.SettleTimeout, o.ProgressInterval) = (TimeSpan.FromSeconds(1), TimeSpan.Zero, TimeSpan.FromMilliseconds(10)),
        o => (o.AttemptTimeout, o.SettleTimeout, o.ProgressInterval) = (TimeSpan.FromHours(1), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)),
        o => (o.Retry.MaxRetryAttempts, o.Retry.BaseDelay, o.Retry.MaxDelay, o.Retry.MaxThrottledTime) = (0, TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(1), TimeSpan.Zero),
        o => (o.Sanity.MaxChangedShare, o.Sanity.FailureStormThreshold, o.Hybrid.StreamingThresholdMiB) = (0, 1, 5_242_880),
        o => (o.Sanity.MaxChangedShare, o.Sanity.FailureStormThreshold, o.Staging.MaxBytes) = (1, 1_000_000, 1),
        o => (o.Source.Prefix, o.Destination.Prefix) = (new string('€', 341) + "a", "\0\n\u0001/"),
        o => (o.Destination.ServiceUrl, o.Destination.StorageClass, o.Destination.ExpectedBucketOwner) = (new Uri("http://rgw:7480"), "cold-pool", "tenant"),
        o => (o.Destination.StorageClass, o.Destination.CannedAcl, o.Destination.ExpectedBucketOwner) = ("GLACIER_IR", "bucket-owner-full-control", "123456789012"),
        o => o.Destination.Encryption = new() { Algorithm = "aws:kms", KmsKeyId = "alias/x", BucketKeyEnabled = true },
        o => o.Destination.Encryption = new() { Algorithm = "aws:kms:dsse", KmsKeyId = "alias/x", BucketKeyEnabled = false },
        o => (o.Source.Anonymous, o.Destination.Profile) = (true, "writer"),
        o => o.Verification.Required = VerificationEvidence.ETag,
        o => (o.BatchSize, o.DirectEngine, o.Tags) = (1, DirectEngine.ServerSideCopy, TagHandling.Copy),
        o => (o.BatchSize, o.DirectEngine, o.Tags) = (10_000, DirectEngine.S5cmd, TagHandling.Any),
        o => (o.S5cmd.Preferred, o.S5cmd.ExecutablePath) = (true, "s5cmd"),
        o => Add(o.S5cmd.ExtraArguments, "--numworkers", "1024", "--stat", "--part-size=50MB"),
        o => AddTags(o, 10),
        o => o.Destination.Tags[new string('k', 128)] = new string('v', 256),
    };

    [Theory, MemberData(nameof(Invalid), DisableDiscoveryEnumeration = true)]
    public void What_breaks_a_rule_is_named_with_its_value_and_the_cure(string problem, Action<ArchiveCollectionOptions> spoil) =>
        Assert.Equal([problem], TestConfiguration.Valid(spoil).Validate());

    [Theory, MemberData(nameof(Valid), DisableDiscoveryEnumeration = true)]
    public void Bounds_are_included(Action<ArchiveCollectionOptions> configure) => Assert.Empty(TestConfiguration.Valid(configure).Validate());

    [Fact]
    public void Every_problem_is_in_one_list()
    {
        var options = TestConfiguration.Valid(o =>
        {
            o.Source.Bucket = null;
            o.MaxConcurrency = 0;
            o.Retry.MaxRetryAttempts = -1;
        });

        Assert.Equal(
            ["Source.Bucket is not set; name the bucket to collect from.", "MaxConcurrency is 0; set 1 to 1,024, or leave it unset.", "Retry.MaxRetryAttempts is -1; set 0 to 100."],
            options.Validate());
    }

    private static void AddTags(ArchiveCollectionOptions options, int count)
    {
        for (var index = 0; index < count; index++)
        {
            options.Destination.Tags[$"tag{index}"] = "";
        }
    }

    private static void Add(IList<string> list, params string[] values)
    {
        foreach (var value in values)
        {
            list.Add(value);
        }
    }
}
