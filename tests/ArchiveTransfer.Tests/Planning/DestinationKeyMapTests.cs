using System.Text;
using ArchiveTransfer.Planning;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Tests.Planning;

public sealed class DestinationKeyMapTests
{
    private static readonly Gen<string> Texts =
        from parts in Gen.Elements("a", "/", "//", "..", " ", "+", "%2F", "\n", "é", "\U0001F600").ListOf()
        select string.Concat(parts);

    [Fact]
    public void Mapping_and_stripping_gives_the_same_bytes_back() => Prop.ForAll(
        Texts.ToArbitrary(),
        Texts.ToArbitrary(),
        (from text in Texts select text + "x").ToArbitrary(),
        static (sourcePrefix, destinationPrefix, rest) =>
        {
            string key = DestinationKeyMap.Map(new ArchiveObject { Key = sourcePrefix + rest }, Options(sourcePrefix, destinationPrefix), out TransferError? error);
            return Encoding.UTF8.GetByteCount(destinationPrefix + rest) > 1024 || (error is null && key == destinationPrefix + rest);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_prefix_itself_as_a_key_is_refused()
    {
        DestinationKeyMap.Map(new ArchiveObject { Key = "data/" }, Options("data/", "lake/"), out TransferError? error);
        Assert.Equal(TransferErrorCodes.EmptyDestinationKey, error?.Code);
    }

    [Theory]
    [InlineData("x", 1024, null)]
    [InlineData("x", 1025, TransferErrorCodes.DestinationKeyTooLong)]
    [InlineData("é", 512, null)]
    [InlineData("é", 513, TransferErrorCodes.DestinationKeyTooLong)]
    public void A_destination_key_may_have_1024_UTF8_bytes(string character, int count, string? code)
    {
        DestinationKeyMap.Map(new ArchiveObject { Key = string.Concat(Enumerable.Repeat(character, count)) }, Options("", ""), out TransferError? error);
        Assert.Equal(code, error?.Code);
    }

    [Fact]
    public void A_key_outside_the_source_prefix_needs_a_destination_key_of_its_own()
    {
        DestinationKeyMap.Map(new ArchiveObject { Key = "other/x" }, Options("data/", ""), out TransferError? error);
        Assert.Equal(TransferErrorCodes.SourceFailed, error?.Code);

        Assert.Equal("y", DestinationKeyMap.Map(new ArchiveObject { Key = "other/x", DestinationKey = "y" }, Options("data/", ""), out error));
        Assert.Null(error);
    }

    [Fact]
    public void A_key_that_no_store_can_hold_is_refused_by_name()
    {
        foreach ((string key, string? destinationKey) in new[] { ("a\ud83d", null), ("\ude00b", null), ("a\ud83dx", "fine"), ("fine", "a\ude00"), ("", "fine") })
        {
            DestinationKeyMap.Map(new ArchiveObject { Key = key, DestinationKey = destinationKey }, Options("", ""), out TransferError? error);
            Assert.Equal(TransferErrorCodes.SourceFailed, error?.Code);
        }
    }

    private static ArchiveCollectionOptions Options(string sourcePrefix, string destinationPrefix)
    {
        var options = new ArchiveCollectionOptions();
        options.Source.Prefix = sourcePrefix;
        options.Destination.Prefix = destinationPrefix;
        return options;
    }
}
