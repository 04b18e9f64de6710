using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using Xunit;

namespace ArchiveTransfer.Tests.Planning;

/// <summary>The decision table of docs/incremental.md, row by row.</summary>
public sealed class ComparisonTableTests
{
    private const string A = "0123456789abcdef0123456789abcdef";
    private const string B = "fedcba9876543210fedcba9876543210";
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    // A one-part multipart ETag is the MD5 of the raw MD5, a dash, 1.
    private static readonly string OnePartOfA = ArchiveTransfer.Verification.EntityTag.OfParts(Convert.FromHexString(A));

    public static TheoryData<string, long, string?, int, long, string?, string> Rows => new()
    {
        // name, source size, source ETag, source minutes after destination, destination size, destination ETag, decision
        { "equal MD5, source newer", 5, A, 10, 5, A, "Skip same_content" },
        { "equal MD5, case differs", 5, A.ToUpperInvariant(), 10, 5, A, "Skip same_content" },
        { "equal multipart ETags", 5, A + "-3", 10, 5, A + "-3", "Skip same_content" },
        { "one-part form of the MD5", 5, A, 10, 5, OnePartOfA, "Skip same_content" },
        { "one-part form of another MD5, source older", 5, B, -10, 5, OnePartOfA, "Doubt content_changed" },
        { "MD5s differ, sizes differ", 5, A, -10, 6, B, "Copy content_changed" },
        { "multipart ETags differ, sizes differ", 5, A + "-2", -10, 6, B + "-2", "Copy size_changed" },
        { "no ETag, sizes differ", 5, null, -10, 6, null, "Copy size_changed" },
        { "multipart ETags differ, sizes equal, source newer", 5, A + "-2", 10, 5, A + "-3", "Copy republished" },
        { "multipart ETags differ, sizes equal, times equal", 5, A + "-2", 0, 5, A + "-3", "Copy republished" },
        { "multipart ETags differ, sizes equal, source older", 5, A + "-2", -10, 5, A + "-3", "Skip unchanged" },
        { "MD5s differ, sizes equal, source newer", 5, A, 10, 5, B, "Copy republished" },
        { "MD5s differ, sizes equal, source older", 5, A, -10, 5, B, "Doubt content_changed" },
        { "equal ETags, sizes differ", 5, A, -10, 6, A, "Copy content_changed" },
        { "MD5 against multipart, source older", 5, A, -10, 5, B + "-2", "Skip unchanged" },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public void Automatic_comparison_decides_as_the_table_says(string row, long sourceSize, string? sourceETag, int minutes, long size, string? eTag, string expected)
    {
        (Verdict verdict, string reason) = ComparisonTable.Decide(
            new ListedObject("k", sourceSize, sourceETag, Noon.AddMinutes(minutes), null),
            new DestinationState(size, eTag, Noon),
            OverwriteMode.IfDifferent,
            ComparisonMode.Automatic,
            TimeSpan.Zero,
            destinationIsOpaque: false);

        Assert.Equal((row, expected), (row, $"{verdict} {reason}"));
    }

    [Fact]
    public void An_absent_object_is_new() =>
        Assert.Equal((Verdict.Copy, TransferReasons.New), Decide(null, OverwriteMode.IfDifferent, ComparisonMode.Automatic));

    [Theory]
    [InlineData(OverwriteMode.Never, ComparisonMode.Automatic, "Skip exists")]
    [InlineData(OverwriteMode.Always, ComparisonMode.Automatic, "Copy forced")]
    [InlineData(OverwriteMode.IfDifferent, ComparisonMode.SizeOnly, "Skip unchanged")]
    [InlineData(OverwriteMode.IfDifferent, ComparisonMode.SizeAndTime, "Copy republished")]
    [InlineData(OverwriteMode.IfDifferent, ComparisonMode.ETagOnly, "Copy content_changed")]
    public void Modes_other_than_the_default_decide_as_documented(OverwriteMode overwrite, ComparisonMode comparison, string expected)
    {
        (Verdict verdict, string reason) = Decide(new DestinationState(5, B, Noon), overwrite, comparison);
        Assert.Equal(expected, $"{verdict} {reason}");
    }

    [Fact]
    public void Different_MD5_like_ETags_of_a_bucket_known_as_opaque_leave_it_to_the_times() =>
        Assert.Equal(
            (Verdict.Skip, TransferReasons.Unchanged),
            ComparisonTable.Decide(new ListedObject("k", 5, A, Noon, null), new DestinationState(5, B, Noon.AddMinutes(1)), OverwriteMode.IfDifferent, ComparisonMode.Automatic, TimeSpan.Zero, destinationIsOpaque: true));

    [Fact]
    public void Times_of_two_clocks_within_the_tolerance_count_as_newer() =>
        Assert.Equal(
            (Verdict.Copy, TransferReasons.Republished),
            ComparisonTable.Decide(new ListedObject("k", 5, A + "-2", Noon, null), new DestinationState(5, B + "-2", Noon.AddMinutes(4)), OverwriteMode.IfDifferent, ComparisonMode.Automatic, TimeSpan.FromMinutes(5), destinationIsOpaque: false));

    [Theory]
    [InlineData(true, "Skip unchanged")]
    [InlineData(false, "Copy content_changed")]
    public void A_doubt_is_settled_by_what_the_ETag_is(bool opaque, string expected)
    {
        (Verdict verdict, string reason) = ComparisonTable.Settle(opaque);
        Assert.Equal(expected, $"{verdict} {reason}");
    }

    private static (Verdict Verdict, string Reason) Decide(DestinationState? destination, OverwriteMode overwrite, ComparisonMode comparison) =>
        ComparisonTable.Decide(new ListedObject("k", 5, A, Noon.AddMinutes(1), null), destination, overwrite, comparison, TimeSpan.Zero, destinationIsOpaque: false);
}
