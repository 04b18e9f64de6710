using System.Security.Cryptography;
using ArchiveTransfer.Testing.Storage;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class VirtualContentTests
{
    private static readonly string[] Keys = ["", "a", "data/1.zip", "data/2.zip", "schlüssel"];

    /// <summary>Around every boundary that the content has, and where its hash begins to be continued.</summary>
    public static TheoryData<long> Lengths =>
        [0, 1, 7, 8, 55, 56, 63, 64, 65, 119, 120, 1_000, 4_095, 4_096, 4_097, 4_159, 4_160, 4_161, 8_191, 8_255, 8_256, 8_257, 100_000, 1_500_000, 8 << 20, (8 << 20) + 1];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void The_hash_is_the_true_MD5_of_the_content(long length)
    {
        foreach (var key in Keys)
        {
            var content = VirtualContent.Of(key, length);

            Assert.Equal(ContentHash.ToETagHash(CryptographicOperations.HashData(HashAlgorithmName.MD5, Read(content, 0, (int)length))), content.KnownMd5);
        }
    }

    [Fact]
    public void Nothing_is_claimed_of_contents_beyond_64_MiB()
    {
        Assert.NotNull(VirtualContent.Of("key", 64L << 20).KnownMd5);
        Assert.Null(VirtualContent.Of("key", (64L << 20) + 1).KnownMd5);
    }

    [Fact]
    public void Any_range_reads_as_it_does_in_the_whole() => Prop.ForAll(
        Gen.Choose(0, 20_000).ToArbitrary(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        ArbMap.Default.ArbFor<NonNegativeInt>(),
        static (length, from, to) =>
        {
            var content = VirtualContent.Of("key", length);
            var offset = from.Get * 37 % (length + 1);
            var taken = to.Get * 41 % (length - offset + 1);
            return Read(content, 0, length).AsSpan(offset, taken).SequenceEqual(Read(content, offset, taken));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Contents_of_different_keys_or_lengths_differ()
    {
        var hashes = new HashSet<UInt128>();
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(hashes.Add(VirtualContent.Of($"key {i}", 5_000).KnownMd5!.Value));
            Assert.True(hashes.Add(VirtualContent.Of("key", 10_000 + i).KnownMd5!.Value));
        }
    }

    [Fact]
    public void A_key_in_two_parts_has_the_content_of_the_whole_key() =>
        Assert.True(VirtualContent.Of("data/1.zip", 100).IsSameAs(VirtualContent.Of("data/", "1.zip", 100)));

    private static byte[] Read(Content content, int offset, int length)
    {
        var bytes = new byte[length];
        content.Read(offset, bytes);
        return bytes;
    }
}
