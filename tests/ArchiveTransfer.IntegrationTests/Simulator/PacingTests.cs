using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Shaping;
using ArchiveTransfer.Testing.Storage;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class PacingTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Bytes_are_booked_one_behind_the_other()
    {
        var link = new LinkSchedule();
        link.Open(Second);

        Assert.Equal(1.1 * Second, link.Book(Second, 100, 1_000));
        Assert.Equal(1.3 * Second, link.Book(Second, 200, 1_000));
    }

    [Fact]
    public void What_a_late_timer_lost_is_made_up_while_the_link_is_busy()
    {
        var link = new LinkSchedule();
        link.Open(Second);
        link.Book(Second, 100, 1_000);

        Assert.Equal(1.2 * Second, link.Book(1.103 * Second, 100, 1_000));
    }

    [Fact]
    public void A_timer_that_was_very_late_is_made_up_for_too()
    {
        var link = new LinkSchedule();
        link.Open(Second);
        link.Book(Second, 100, 1_000);

        Assert.Equal(1.2 * Second, link.Book(1.9 * Second, 100, 1_000, late: 0.8 * Second));
    }

    [Fact]
    public void Time_without_a_transfer_earns_nothing()
    {
        var link = new LinkSchedule();
        link.Open(Second);
        link.Book(Second, 100, 1_000);
        link.Close();
        link.Open(5 * Second);

        Assert.Equal(5.1 * Second, link.Book(5 * Second, 100, 1_000));
    }

    [Fact]
    public void A_peer_that_dawdles_earns_no_more_than_the_slack()
    {
        var link = new LinkSchedule();
        link.Open(Second);

        Assert.Equal((5.1 * Second) - LinkSchedule.Slack, link.Book(5 * Second, 100, 1_000));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    public async Task Late_timers_cost_a_transfer_no_time(int lateMilliseconds)
    {
        var clock = new SwiftClock(TimeSpan.FromMilliseconds(lateMilliseconds));
        var pacer = new Pacer(clock, Cancellation);
        using var transfer = new Transfer(pacer, (new LinkSchedule(), 1_000_000));

        for (var sent = 0; sent < 1_000_000; sent += 10_000)
        {
            await transfer.PassAsync(10_000);
        }

        // The last piece may be late itself.
        Assert.InRange(clock.Passed.TotalMilliseconds, 997, 1_001 + lateMilliseconds);
    }

    [Fact]
    public async Task How_late_timers_are_is_learned()
    {
        var clock = new SwiftClock(TimeSpan.FromMilliseconds(2));
        var pacer = new Pacer(clock, Cancellation);
        var errors = new List<double>();
        for (var i = 0; i < 200; i++)
        {
            var due = pacer.Now + TimeSpan.FromMilliseconds(20);
            await pacer.WaitUntilAsync(due);
            errors.Add((pacer.Now - due).TotalMilliseconds);
        }

        Assert.Equal(2, errors[0]);
        Assert.InRange(errors.TakeLast(100).Average(), -0.6, 0.6);
    }

    [Theory]
    [InlineData(false, 1_000)]
    [InlineData(true, 2_000)]
    public async Task A_copy_from_one_region_to_another_has_its_own_rate(bool crossesRegions, int milliseconds)
    {
        var clock = new SwiftClock();
        var shaper = new NetworkShaper(new Store(new S3SimulatorOptions { TimeProvider = clock, Shaping = new S3Shaping() }), Cancellation);

        await shaper.CopyAsync(80_000_000, shaper.Now, crossesRegions);

        Assert.Equal(milliseconds, clock.Passed.TotalMilliseconds, 1.0);
    }

    [Theory]
    [InlineData("seed-16mbit")]
    [InlineData("office-100mbit")]
    [InlineData("same-region")]
    [InlineData("tokyo-virginia")]
    public async Task Named_shapes_copy_40_MB_a_second_from_region_to_region(string name)
    {
        var clock = new SwiftClock();
        var shaper = new NetworkShaper(new Store(new S3SimulatorOptions { TimeProvider = clock, Shaping = S3Shaping.Named(name) }), Cancellation);

        await shaper.CopyAsync(6_000_000, shaper.Now, crossesRegions: true);

        Assert.Equal(150, clock.Passed.TotalMilliseconds, 1.0);
    }

    [Fact]
    public void Partitions_that_are_idle_are_forgotten()
    {
        var throttle = new PartitionThrottle();
        var shape = new S3Shaping { WritesPerSecond = 10, RequestBurst = 1, PartitionSegments = 1 };
        for (var i = 0; i < 20_000; i++)
        {
            var now = TimeSpan.FromMilliseconds(i);
            Assert.True(throttle.TryAdmit(shape, isRead: false, RequestTarget.Parse($"/bucket/{i}/key"), now));
            Assert.False(throttle.TryAdmit(shape, isRead: false, RequestTarget.Parse($"/bucket/{i}/other"), now));
        }

        Assert.InRange(throttle.Count, 1, 1_000);
    }
}
