using ArchiveTransfer.Execution;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.Strategies;

public sealed class PartPlanTests
{
    private const long MiB = 1024 * 1024;

    [Fact]
    public void Parts_cover_the_object_without_gap_or_overlap()
    {
        Gen<(long Size, long Part)> objects =
            from shift in Gen.Choose(0, 45)
            from low in Gen.Choose(0, int.MaxValue)
            from partMiB in Gen.Choose(5, 5120)
            select (Math.Max(1, Math.Min((1L << shift) + (low % (1L << shift)), TransferLimits.MaxParts * TransferLimits.MaxSingleRequestBytes)), partMiB * MiB);

        Prop.ForAll(objects.ToArbitrary(), pair =>
        {
            PartPlan plan = PartPlan.For(pair.Size, pair.Part);
            Assert.InRange(plan.Count, 1, TransferLimits.MaxParts);
            Assert.True(plan.PartBytes >= pair.Part && plan.PartBytes <= TransferLimits.MaxSingleRequestBytes);
            Assert.True(plan.PartBytes == pair.Part || plan.PartBytes % MiB == 0);

            long end = 0;
            for (int i = 0; i < plan.Count; i++)
            {
                Assert.Equal(end, plan.OffsetOf(i));
                Assert.InRange(plan.LengthOf(i), 1, plan.PartBytes);
                Assert.True(i == plan.Count - 1 || plan.LengthOf(i) == plan.PartBytes);
                end += plan.LengthOf(i);
            }

            Assert.Equal(pair.Size, end);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData(50_000 * MiB * 10, 50, 10_000, 50)]
    [InlineData((50 * MiB * 10_000) + 1, 50, 9_804, 51)]
    [InlineData(600_000_000_000, 50, 9_866, 58)]
    [InlineData(10_000 * 5120 * MiB, 50, 10_000, 5120)]
    public void Parts_grow_where_there_would_be_too_many(long size, long wantedMiB, int count, long partMiB)
    {
        PartPlan plan = PartPlan.For(size, wantedMiB * MiB);
        Assert.Equal((count, partMiB * MiB), (plan.Count, plan.PartBytes));
    }
}
