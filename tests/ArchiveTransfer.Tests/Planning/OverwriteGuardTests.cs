using ArchiveTransfer.Planning;
using Xunit;

namespace ArchiveTransfer.Tests.Planning;

public sealed class OverwriteGuardTests
{
    [Theory]
    [InlineData(1_000, 1_000, null)]
    [InlineData(1_001, 5_005, null)]
    [InlineData(1_002, 5_005, TransferErrorCodes.MassChange)]
    [InlineData(2_000, 10_000, null)]
    [InlineData(2_001, 10_000, TransferErrorCodes.MassChange)]
    public void More_than_a_thousand_and_more_than_the_share_is_a_mass_change(long replaced, long present, string? code) =>
        Assert.Equal(code, new OverwriteGuard(new SanityOptions(), OverwriteMode.IfDifferent).Judge(replaced, present)?.Code);

    [Fact]
    public void The_guard_is_off_where_overwriting_was_asked_for_or_the_share_is_one()
    {
        Assert.True(new OverwriteGuard(new SanityOptions(), OverwriteMode.IfDifferent).IsActive);
        Assert.False(new OverwriteGuard(new SanityOptions(), OverwriteMode.Always).IsActive);
        Assert.False(new OverwriteGuard(new SanityOptions { MaxChangedShare = 1 }, OverwriteMode.IfDifferent).IsActive);
    }
}
