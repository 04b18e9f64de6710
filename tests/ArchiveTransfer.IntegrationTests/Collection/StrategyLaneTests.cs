using System.Threading.Channels;
using ArchiveTransfer.Execution;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Lanes and what supplies them, without stores: many more rounds than a whole run allows.</summary>
public sealed class StrategyLaneTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Every_item_comes_back_once_and_every_round_ends(int seed)
    {
        var random = new Random(seed);
        for (int round = 0; round < 500; round++)
        {
            int objects = random.Next(1, 40);
            Task<int> running = RunAsync(objects, random.Next(1, 17), [.. Enumerable.Range(0, random.Next(1, 4)).Select(index => new ErraticStrategy($"erratic_{index}", random.Next()))]);

            // Nothing takes as long: makes a hang fail.
            Assert.Equal((round, objects), (round, await running.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)));
        }
    }

    private static async Task<int> RunAsync(int objects, int workers, ErraticStrategy[] strategies)
    {
        var supply = new WorkSupply();
        StrategyLane[] lanes = [.. strategies.Select(strategy => new StrategyLane(strategy, context: null!, supply, CancellationToken.None))];
        Channel<PlannedTransfer> queue = Channel.CreateBounded<PlannedTransfer>(workers);
        int ended = 0;
        supply.Open(workers);
        Task working = Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(WorkAsync)));
        for (int i = 0; i < objects; i++)
        {
            supply.Queue();
            await queue.Writer.WriteAsync(new PlannedTransfer
            {
                Source = new ArchiveObject { Key = $"{i}" },
                SourceBucket = "archive",
                DestinationBucket = "lake",
                DestinationKey = $"{i}",
                Size = 10,
                Reason = "new",
            });
        }

        queue.Writer.Complete();
        supply.Close();
        await working;
        foreach (StrategyLane lane in lanes)
        {
            await lane.CloseAsync(CancellationToken.None);
        }

        Assert.All(strategies, static strategy => Assert.Equal(0, strategy.Overlaps));
        return ended;

        async Task WorkAsync()
        {
            await foreach (PlannedTransfer item in queue.Reader.ReadAllAsync())
            {
                supply.Begin();
                foreach (StrategyLane lane in lanes)
                {
                    TransferAttempt attempt = await lane.TransferAsync(item);
                    for (int retries = 0; retries < 3 && attempt.Error is { Kind: TransferErrorKind.Transient }; retries++)
                    {
                        await Task.Yield();
                        attempt = await lane.TransferAsync(item);
                    }

                    Assert.Same(item, attempt.Item);
                    if (attempt.Error?.Code == TransferErrorCodes.StrategyFailed)
                    {
                        // Nothing but what it throws itself: its readers never meet an exception.
                        Assert.EndsWith("threw InvalidOperationException: out of tune", attempt.Error.Message, StringComparison.Ordinal);
                    }

                    if (attempt.Error?.Kind != TransferErrorKind.NotThisWay)
                    {
                        break;
                    }
                }

                Interlocked.Increment(ref ended);
                supply.End();
            }
        }
    }
}
