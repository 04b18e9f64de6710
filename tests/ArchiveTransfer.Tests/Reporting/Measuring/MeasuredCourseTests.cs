using Xunit;

namespace ArchiveTransfer.Reporting.Measuring;

public sealed class MeasuredCourseTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(599)]
    [InlineData(600)]
    [InlineData(601)]
    [InlineData(1_200)]
    [InlineData(1_201)]
    [InlineData(100_000)]
    public void Moments_stay_evenly_spread_however_many_come(int count)
    {
        var course = new MeasuredCourse();
        for (int second = 0; second < count; second++)
        {
            course.Add(new MeasuredMoment { Elapsed = TimeSpan.FromSeconds(second) });
        }

        IReadOnlyList<MeasuredMoment> kept = course.Read();
        Assert.InRange(kept.Count, Math.Min(count, MeasuredCourse.Most / 2), MeasuredCourse.Most);
        if (count > 1)
        {
            TimeSpan apart = kept[1].Elapsed - kept[0].Elapsed;
            Assert.Equal(TimeSpan.Zero, kept[0].Elapsed);
            Assert.All(kept.Zip(kept.Skip(1)), pair => Assert.Equal(apart, pair.Second.Elapsed - pair.First.Elapsed));
            Assert.True(TimeSpan.FromSeconds(count - 1) - kept[^1].Elapsed < apart, $"the last of {count} kept is {kept[^1].Elapsed}, {apart} apart");
        }
    }
}
