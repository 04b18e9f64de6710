using System.Security.Cryptography;
using ArchiveTransfer.Verification;
using Xunit;

namespace ArchiveTransfer.Tests.Verification;

public sealed class EntityTagTests
{
    private const string A = "0123456789abcdef0123456789abcdef";

    [Theory]
    [InlineData(A, true)]
    [InlineData("0123456789abcdef0123456789abcdeg", false)]
    [InlineData(A + "-1", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Thirty_two_hex_digits_look_like_an_MD5(string? eTag, bool expected) => Assert.Equal(expected, EntityTag.LooksLikeMd5(eTag));

    [Fact]
    public void A_multipart_ETag_is_the_MD5_of_the_parts_MD5s()
    {
        byte[] first = MD5.HashData("first"u8);
        byte[] second = MD5.HashData("second"u8);
        string expected = Convert.ToHexString(MD5.HashData([.. first, .. second])).ToLowerInvariant() + "-2";
        Assert.Equal(expected, EntityTag.OfParts([.. first, .. second]));
    }

    [Fact]
    public void The_one_part_form_proves_the_same_content_as_the_plain_form()
    {
        string onePart = EntityTag.OfParts(Convert.FromHexString(A));
        Assert.True(EntityTag.ProveEqual(A, onePart));
        Assert.True(EntityTag.ProveEqual(onePart, A));
        Assert.False(EntityTag.ProveEqual("f" + A[1..], onePart));
        Assert.True(EntityTag.AreComparable(onePart, A));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData(null, null)]
    [InlineData(null, A)]
    public void Missing_ETags_prove_nothing(string? left, string? right) => Assert.False(EntityTag.ProveEqual(left, right));

    [Fact]
    public void Three_opaque_answers_in_a_row_make_the_destination_opaque()
    {
        var trust = new ETagTrust();
        trust.LearnFromHead(opaque: true);
        trust.LearnFromHead(opaque: true);
        trust.LearnFromHead(opaque: false);
        trust.LearnFromHead(opaque: true);
        trust.LearnFromHead(opaque: true);
        Assert.False(trust.IsOpaque);
        trust.LearnFromHead(opaque: true);
        Assert.True(trust.IsOpaque);
        trust.LearnFromHead(opaque: false);
        Assert.True(trust.IsOpaque);
    }

    [Fact]
    public void Headers_that_say_MD5_do_not_undo_what_copies_taught()
    {
        var trust = new ETagTrust();
        for (int i = 0; i < ETagTrust.AnswersToBelieve; i++)
        {
            trust.LearnFromHead(opaque: false);
            trust.Learn(opaque: true);
        }

        Assert.True(trust.IsOpaque);
    }
}
