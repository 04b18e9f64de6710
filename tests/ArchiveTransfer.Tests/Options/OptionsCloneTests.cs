using Xunit;

namespace ArchiveTransfer;

public sealed class OptionsCloneTests
{
    [Fact]
    public void A_clone_shares_nothing_that_can_change()
    {
        var options = TestConfiguration.Load(("Source:Bucket", "from"), ("Include", "*.zip"), ("Destination:Tags:a", "1"), ("Buckt", "x"), ("MaxConcurrency", "x"));
        options.S5cmd.ExtraArguments.Add("--numworkers=4");
        options.Destination.Encryption = new EncryptionOptions { Algorithm = "aws:kms", KmsKeyId = "k", BucketKeyEnabled = true };
        var (problems, warnings) = (options.Validate(), options.Warnings);
        var clone = options.Clone();
        Assert.All(OptionKeys.All, key => Assert.Equal(key.Format(options), key.Format(clone)));

        options.Source.Bucket = "changed";
        options.Include.Add("y");
        options.S5cmd.ExtraArguments.Clear();
        options.Destination.Tags.Clear();
        options.Destination.Encryption.Algorithm = "AES256";
        options.Load(TestConfiguration.Of(("AnotherUnknown", "1"), ("MaxRetry", "z"), ("PartSizeMiB", "z")));

        Assert.Equal("from", clone.Source.Bucket);
        Assert.Equal(["*.zip"], clone.Include);
        Assert.Equal(["--numworkers=4"], clone.S5cmd.ExtraArguments);
        Assert.Equal("1", clone.Destination.Tags["a"]);
        Assert.Equal(("aws:kms", "k", true), (clone.Destination.Encryption?.Algorithm, clone.Destination.Encryption?.KmsKeyId, clone.Destination.Encryption?.BucketKeyEnabled));
        Assert.Equal(problems, clone.Validate());
        Assert.Equal(warnings, clone.Warnings);
    }

    [Fact]
    public void A_clone_keeps_what_is_not_valid_for_validation_to_find()
    {
        var options = TestConfiguration.Valid(o => o.Destination.Encryption = new EncryptionOptions { Algorithm = null! });
        options.Include.Add(null!);
        options.S5cmd.ExtraArguments.Add(null!);
        options.Destination.Tags["k"] = null!;
        Assert.Equal(options.Validate(), options.Clone().Validate());
        Assert.Equal(4, options.Validate().Count);
    }

    [Fact]
    public void A_change_to_the_clone_is_validated_on_its_own()
    {
        var options = TestConfiguration.Valid();
        var clone = options.Clone();
        clone.MaxConcurrency = 0;
        Assert.Empty(options.Validate());
        Assert.Single(clone.Validate());
    }
}
