using System.Globalization;
using System.Text.Json;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Claims;

/// <summary>What a comparison leaves that is told to stop.</summary>
public sealed class OwnStopTests : OwnComparisonTest
{
    /// <summary>Killed, the process of a round would leave uploads that here nobody may list.</summary>
    [Fact]
    public async Task A_signal_lets_the_process_of_a_round_abort_its_uploads()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(100) });
        using IDisposable unlistable = Store.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListMultipartUploads", StatusCode = 403, Code = "AccessDenied" });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        while (Store.Destination.OpenUploads == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await program.SendAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(3, "whether uploads are left could not be seen", "s3:ListBucketMultipartUploads", $"bucket 'lake', below '{Prefix()}'");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task The_process_of_a_round_does_not_outlive_a_comparison_that_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(500) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        while (Store.Destination.OpenUploads == 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        await program.SendAsync("-KILL");
        while (Store.Destination.OpenUploads > 0)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        int copied = Store.Destination.Keys.Count();
        Assert.True(copied < 50, $"{copied} of 50 objects: the round went on.");
    }

    [Theory]
    [InlineData("-HUP", 129, 1)]
    [InlineData("-QUIT", 131, 3)]
    public async Task Whatever_signal_asks_it_to_stop_nothing_is_left(string signal, int exitCode, int number)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Assert.SkipWhen(IsIgnored(number), $"Whoever started the tests had {signal} ignored, as shells do in the background, and so has every process of theirs.");
        Put(count: 50, size: 100);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(50) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync(signal);
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(exitCode, "canceled", "nothing is left below");
        AssertClean(outcome, "");
    }

    [Fact]
    public async Task A_second_signal_says_what_it_leaves()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 100);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(500) });
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync("-TERM");
        await program.SendAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitDirtyAsync();
        outcome.AssertComplains(143, "left_behind", $"bucket 'lake', below '{Prefix()}'", "aws s3 rm --recursive");
    }

    [Fact]
    public async Task A_signal_in_a_round_leaves_nothing()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Put(count: 50, size: 2_000_000);
        Store.Shape(new S3Shaping { Latency = TimeSpan.FromMilliseconds(30) });
        Store.Destination.Put("kept.zip", new byte[7]);
        using QuickStartProcess program = await Store.StartAsync("--compare", "--yes");
        await program.SignalAsync("-TERM");
        QuickStartOutcome outcome = await program.WaitAsync();
        outcome.AssertComplains(143, "canceled", "nothing is left below");
        AssertClean(outcome, "", "kept.zip");
    }

    private static bool IsIgnored(int signal)
    {
        const string Status = "/proc/self/status";
        string? mask = File.Exists(Status) ? File.ReadLines(Status).FirstOrDefault(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal)) : null;
        return mask is not null && ((ulong.Parse(mask["SigIgn:".Length..].Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) >> (signal - 1)) & 1) != 0;
    }
}
