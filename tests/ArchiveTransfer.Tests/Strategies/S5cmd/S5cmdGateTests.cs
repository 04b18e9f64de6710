using ArchiveTransfer.Execution;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdGateTests
{
    private static readonly S5cmdTool Tool = new("/s5cmd", new S5cmdVersion(2, 3, 0), HasMetadataDirective: true);

    public static TheoryData<string, string, long, string?, string> Refused => new()
    {
        { "large.zip", "large.zip", TransferLimits.MaxSingleRequestBytes + 1, null, "object is larger than 5 GiB" },
        { "a b", "a b", 1, null, "source key has a blank" },
        { "a\nb", "x", 1, null, "key has a line feed" },
        { "x", "a\nb", 1, null, "key has a line feed" },
        { "a\ud800b", "x", 1, null, "key is no valid Unicode" },
        { "x", "\udc00", 1, null, "key is no valid Unicode" },
        { "a\0b", "x", 1, null, "key has a NUL character" },
        { "", "x", 1, null, "key is empty" },
        { "x", "", 1, null, "key is empty" },
        { "dir/", "x", 1, null, "key ends in a slash" },
        { "x", "dir/", 1, null, "key ends in a slash" },
        { "x", "x", 1, "v1", "a version is named" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_the_tool_would_do_wrong_never_reaches_it(string source, string destination, long size, string? version, string reason) =>
        Assert.Equal(reason, S5cmdGate.CanTransfer(Item(source, destination, size, version), Tool).Reason);

    [Theory]
    [InlineData("a", "to the/a b")]
    [InlineData("tab\tcr\r\u0001\u007f", "x")]
    [InlineData("it's \"$x\" \\`", "x")]
    [InlineData("/lead//twice/./../", "x")]
    [InlineData("*?[a]{b}~;&|<>!#%20+=,@:", "x")]
    [InlineData("é日本\U0001F600\u2028\u00a0\ufffd", "x")]
    [InlineData("s3://bucket/key", "--raw")]
    public void Everything_else_may(string source, string destination) =>
        Assert.True(S5cmdGate.CanTransfer(Item(source.TrimEnd('/').Replace(" ", "_", StringComparison.Ordinal), destination, TransferLimits.MaxSingleRequestBytes), Tool).IsEligible);

    [Theory]
    [InlineData("a//b", false)]
    [InlineData("/a", false)]
    [InlineData("s3://a", false)]
    [InlineData("a/b", true)]
    public void Before_2_1_0_slashes_are_folded(string key, bool eligible) =>
        Assert.Equal(eligible, S5cmdGate.CanTransfer(Item(key, key), Tool with { Version = new S5cmdVersion(2, 0, 0), HasMetadataDirective = false }).IsEligible);

    public static TheoryData<string, Action<ArchiveCollectionOptions>> Guarantees => new()
    {
        { "Overwrite Never", static options => options.Overwrite = OverwriteMode.Never },
        { "PreserveMetadata is false", static options => options.PreserveMetadata = false },
        { "cannot drop tags", static options => options.Tags = TagHandling.Drop },
        { "sets no tags", static options => options.Destination.Tags["a"] = "b" },
        { "owner of a bucket", static options => options.Destination.ExpectedBucketOwner = "123456789012" },
        { "bucket key", static options => options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms", BucketKeyEnabled = true } },
        { "no such encryption", static options => options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms:dsse" } },
        { "no such storage class", static options => options.Destination.StorageClass = "GLACIER_IR" },
    };

    [Theory]
    [MemberData(nameof(Guarantees))]
    public void Guarantees_it_cannot_give_shut_it_out(string reason, Action<ArchiveCollectionOptions> configure)
    {
        ArchiveCollectionOptions options = Options();
        configure(options);

        Assert.Contains(reason, S5cmdGate.RefuseOptions(options), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TagHandling.Copy)]
    [InlineData(TagHandling.Any)]
    public void Plain_options_do_not(TagHandling tags)
    {
        ArchiveCollectionOptions options = Options();
        options.Tags = tags;
        options.Destination.StorageClass = "STANDARD_IA";
        options.Destination.CannedAcl = "bucket-owner-full-control";
        options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms", KmsKeyId = "key" };

        Assert.Null(S5cmdGate.RefuseOptions(options));
        Assert.Null(S5cmdGate.RefuseAddress(options));
    }

    [Theory]
    [InlineData("arn:aws:s3:eu-west-1:123456789012:accesspoint/x", null, null, "access-point ARN")]
    [InlineData("what?ever", "http://store:9000", null, "name of a bucket")]
    [InlineData("with.dot", null, null, "host name at AWS")]
    [InlineData("bucket", null, true, "host name at AWS")]
    [InlineData("bucket", "http://store:9000", false, "path of an endpoint")]
    [InlineData("bucket", "http://store:9000/tenant", null, "endpoint with a path")]
    [InlineData("with.dot", "http://store:9000", null, null)]
    [InlineData("bucket", "http://store:9000/", true, null)]
    public void Addresses_it_would_not_find_shut_it_out(string bucket, string? endpoint, bool? pathStyle, string? reason)
    {
        ArchiveCollectionOptions options = Options();
        options.Destination.Bucket = bucket;
        options.Destination.ServiceUrl = endpoint is null ? null : new Uri(endpoint);
        options.Destination.ForcePathStyle = pathStyle;

        string? refusal = S5cmdGate.RefuseAddress(options);

        if (reason is null)
        {
            Assert.Null(refusal);
        }
        else
        {
            Assert.Contains(reason, refusal, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a\nb")]
    [InlineData("a*")]
    public void A_source_may_name_any_bucket_and_only_names_go_into_a_line(string bucket)
    {
        PlannedTransfer item = new() { Source = new ArchiveObject { Key = "a", Size = 1, BucketName = bucket }, SourceBucket = bucket, DestinationBucket = "lake", DestinationKey = "a", Size = 1, Reason = TransferReasons.New };

        Assert.Equal("s5cmd takes no such name of a bucket", S5cmdGate.CanTransfer(item, Tool).Reason);
    }

    private static ArchiveCollectionOptions Options() => new() { Tags = TagHandling.Any, Source = { Bucket = "source" }, Destination = { Bucket = "lake" } };

    private static PlannedTransfer Item(string source, string destination, long size = 1, string? version = null) => new()
    {
        Source = new ArchiveObject { Key = source, Size = size, VersionId = version },
        SourceBucket = "source",
        DestinationBucket = "lake",
        DestinationKey = destination,
        Size = size,
        Reason = TransferReasons.New,
    };
}
