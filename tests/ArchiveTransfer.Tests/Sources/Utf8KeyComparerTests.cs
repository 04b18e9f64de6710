using System.Text;
using ArchiveTransfer.Sources;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Tests.Sources;

public sealed class Utf8KeyComparerTests
{
    private static readonly Gen<string> Keys =
        from runes in Gen.Elements("a", "b", "/", "\u007f", "é", "\ud7ff", "\ue000", "\uff5e", "\uffff", "\U0001F600", "\U00010000", "\U0010FFFF").ListOf()
        select string.Concat(runes);

    [Fact]
    public void Keys_compare_as_their_UTF8_bytes_do() => Prop.ForAll(
        Keys.ToArbitrary(),
        Keys.ToArbitrary(),
        static (left, right) => Math.Sign(Utf8KeyComparer.Instance.Compare(left, right)) == Math.Sign(Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void A_character_beyond_the_basic_plane_sorts_after_the_last_of_the_basic_plane()
    {
        Assert.True(Utf8KeyComparer.Instance.Compare("\uff5e", "\U0001F600") < 0);
        Assert.True(string.CompareOrdinal("\uff5e", "\U0001F600") > 0);
    }
}
