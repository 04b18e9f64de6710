using ArchiveTransfer.Strategies.S5cmd;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Children that end at the worst moment, or not at all: the run ends, and every object with one outcome.</summary>
public sealed class ChildEndTests : S5cmdCollectionTest
{
    [Fact]
    public async Task A_line_for_a_child_that_is_gone_is_one_that_nobody_reads()
    {
        S5cmdProcess child = S5cmdProcess.Start("/bin/true", [], new Dictionary<string, string>(), S5cmdSecrets.None, static (_, _) => default, TimeSpan.FromSeconds(10));
        await child.Ended.WaitAsync(TimeSpan.FromMinutes(5), Cancellation);

        await Assert.ThrowsAsync<IOException>(async () => await child.WriteAsync("cp 's3://a/b' 's3://c/d'\n"));
        child.CloseInput();
        child.Kill();
    }

    /// <summary>Until everything that a dead child had in hand was taken up, it must get no more lines.</summary>
    [Theory]
    [InlineData("panic:12", 1)]
    [InlineData("panic:12", 8)]
    [InlineData("die:1", 1)]
    public async Task A_dead_child_gets_no_lines_while_what_it_had_is_taken_up(string behaviour, int batchSize)
    {
        PutMany(40);
        using var slow = new DisturbedLogger(static text =>
        {
            if (text.Contains("s5cmd ended before", StringComparison.Ordinal))
            {
                using var never = new ManualResetEventSlim();
                never.Wait(TimeSpan.FromMilliseconds(300));
            }
        });

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn(behaviour), options => options.BatchSize = batchSize), new ArchiveCollectionComponents { LoggerFactory = slow });

        AssertSucceeded(result);
        Assert.Equal(40, result.Totals.Copied);
        AssertMirrored();
    }

    [Fact]
    public async Task A_child_that_does_not_end_although_it_has_nothing_more_to_do_is_killed()
    {
        PutMany(10);
        string inner = StandIn();
        string staying = Path.Combine(Path.GetDirectoryName(inner)!, "staying");
        FakeS5cmd.WriteExecutable(staying, $"#!/bin/sh\n'{inner}' \"$@\"\nif [ \"$1\" = --json ]; then exec /bin/sleep 600; fi\n");

        (ArchiveCollectionResult result, _) = await CollectByAsync(staying, settings: new S5cmdSettings { Watchdog = TimeSpan.FromSeconds(8), EndTimeout = TimeSpan.FromSeconds(1) });

        AssertAllByS5cmd(result, 10);
        Assert.Contains(Log.Lines, static line => line.Contains("did not end", StringComparison.Ordinal));
    }

    /// <summary>What an application's logger throws may fail a run and must not stop it.</summary>
    [Theory]
    [InlineData("started:")]
    [InlineData("ended with exit code")]
    [InlineData("ended before")]
    public async Task A_logger_that_throws_holds_up_nothing(string text)
    {
        PutMany(40);
        using var throwing = new DisturbedLogger(line =>
        {
            if (line.Contains("s5cmd", StringComparison.Ordinal) && line.Contains(text, StringComparison.Ordinal))
            {
                throw new InvalidOperationException("the disk is full");
            }
        });

        Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome>)> running =
            CollectOutcomesAsync(By(StandIn("panic:12")), new ArchiveCollectionComponents { LoggerFactory = throwing });

        Assert.Equal(40, (await running.WaitAsync(TimeSpan.FromMinutes(5), Cancellation)).Result.Totals.Planned);
    }
}
