using System.Diagnostics;
using System.Globalization;
using System.Threading.Channels;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Runs cells and keeps their rounds.</summary>
/// <param name="rounds">Where they go.</param>
internal sealed class ClaimBench(ClaimExtent extent, ClaimTools tools, Action<string> progress, ClaimRounds rounds)
{
    /// <summary>Of each cell of the whole comparison.</summary>
    public const int WholeRounds = 5;

    private const long BytesOfALane = 600_000_000;
    private const int MostLanes = 5;
    private const int SplitFrom = 2;
    private static readonly TimeSpan BetweenStarts = TimeSpan.FromSeconds(2);

    private readonly long begun = Stopwatch.GetTimestamp();

    public ClaimExtent Extent => extent;

    public ClaimTools Tools => tools;

    public IReadOnlyList<MeasuredCase> Measured => rounds.Read();

    public int Rounds => extent == ClaimExtent.Full ? WholeRounds : 2;

    public void Say(string text) => progress(string.Create(CultureInfo.InvariantCulture, $@"[{Stopwatch.GetElapsedTime(begun):mm\:ss}] {text}"));

    /// <summary>Runs all rounds of cells in a shape. Cells that leave the machine idle run side by side, each in a store of its own; others one by one.</summary>
    public async Task MeasureAsync(ClaimShape shape, IReadOnlyList<Cell> cells, CancellationToken cancellationToken)
    {
        int most = (int)Math.Clamp(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 2 / BytesOfALane, 1, MostLanes);
        var stages = new List<ClaimStage>();
        try
        {
            foreach (IGrouping<int, Cell> alike in cells.GroupBy(cell => cell.Lanes(shape, most)).OrderByDescending(static group => group.Key))
            {
                int lanes = alike.Key;
                foreach (IReadOnlyList<Cell> batch in lanes == 1 ? alike.Select(static cell => (IReadOnlyList<Cell>)[cell]) : [[.. alike]])
                {
                    List<Work> work = [.. batch.SelectMany(cell => WorkOf(cell, shape, lanes))];
                    int together = Math.Clamp(work.Count(static one => !one.IsShort), 1, lanes);
                    await StartAsync(stages, together, shape, cancellationToken);
                    Say($"{shape.Name}: {string.Join("; ", batch.Select(static cell => cell.Data.Name).Distinct())}, {together} side by side");
                    await MeasureAsync(stages, lanes, work, cancellationToken);
                }
            }
        }
        finally
        {
            await Task.WhenAll(stages.Select(static stage => stage.DisposeAsync().AsTask()));
        }
    }

    /// <summary>Runs one case by itself, in a store of its own unless there is one.</summary>
    /// <param name="batch">That it is one of; 0: none.</param>
    public async Task MeasureAsync(ClaimStage stage, Case what, int round, CancellationToken cancellationToken, int batch = 0) =>
        Keep((await stage.RunAsync(what, round, cancellationToken)) with { Batch = batch });

    /// <summary>Measures a batch between two probes, which judge each round of it.</summary>
    /// <param name="measure">Is told the batch.</param>
    public async Task BetweenProbesAsync(ClaimStage stage, Func<int, Task> measure, CancellationToken cancellationToken)
    {
        int number = rounds.BeginBatch();
        double before = await Probe.MeasureAsync(stage, cancellationToken);
        await measure(number);
        rounds.EndBatch(number, (await Probe.MeasureAsync(stage, cancellationToken) / before) - 1);
    }

    /// <summary>Takes a round that was measured elsewhere.</summary>
    public void Keep(MeasuredCase measured)
    {
        rounds.Add(measured);
        string what = string.Join(", ", new[] { measured.Shape, measured.Data, measured.Way, measured.Variant }.Where(static part => part.Length > 0));
        Say(string.Create(CultureInfo.InvariantCulture, $"  {what}, round {measured.Round}: {measured.Outcome.Seconds:F2} s, {measured.PeakTreeBytes / 1e6:F0} MB, busiest core {measured.BusiestCore:P0}{(measured.Outcome.Error is { } error ? $" ({measured.Outcome.Failed} failed: {error})" : "")}"));
    }

    private async Task MeasureAsync(List<ClaimStage> stages, int lanes, List<Work> work, CancellationToken cancellationToken)
    {
        using var together = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        List<Work> links = [.. work.Where(static one => !one.IsShort)];

        // Begun in turns; of the last ones the longest first, since whoever ends last has the machine to itself, and it waits.
        ChannelReader<Work> queue = QueueOf([.. links.SkipLast(lanes), .. links.TakeLast(lanes).OrderByDescending(static one => one.Seconds)]);
        await BetweenProbesAsync(
            stages[0],
            async batch =>
            {
                await Task.WhenAll(stages.Take(lanes).Select((stage, lane) => MeasureAsync(stage, queue, batch, lane * BetweenStarts, together)));

                // What is over in seconds would measure the others: it runs by itself.
                await MeasureAsync(stages[0], QueueOf([.. work.Where(static one => one.IsShort)]), batch, TimeSpan.Zero, together);
            },
            cancellationToken);
    }

    private static ChannelReader<Work> QueueOf(List<Work> work)
    {
        var queue = Channel.CreateBounded<Work>(Math.Max(1, work.Count));
        work.ForEach(one => queue.Writer.TryWrite(one));
        queue.Writer.Complete();
        return queue.Reader;
    }

    /// <summary>Some at a time: each start keeps a core busy for seconds.</summary>
    private static Task StartAsync(List<ClaimStage> stages, int wanted, ClaimShape shape, CancellationToken cancellationToken) => Parallel.ForEachAsync(
        Enumerable.Range(stages.Count, Math.Max(0, wanted - stages.Count)),
        new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken },
        async (_, token) =>
        {
            ClaimStage started = await ClaimStage.StartAsync(shape, token);
            lock (stages)
            {
                stages.Add(started);
            }
        });

    private async Task MeasureAsync(ClaimStage stage, ChannelReader<Work> queue, int batch, TimeSpan delay, CancellationTokenSource together)
    {
        try
        {
            await Task.Delay(delay, together.Token);
            while (queue.TryRead(out Work? one))
            {
                foreach (Case what in one.Cases)
                {
                    Keep((await stage.RunAsync(what, one.Round, together.Token)) with { Batch = batch });
                }
            }
        }
        catch
        {
            // The others have nobody to be compared with any more.
            await together.CancelAsync();
            throw;
        }
    }

    /// <summary>What one lane does in one go: a round of everybody, or where there are many lanes a round of one.</summary>
    private static IEnumerable<Work> WorkOf(Cell cell, ClaimShape shape, int lanes)
    {
        // Where seconds are all there is, the first round is to warm up, and not counted; elsewhere what a store does for the first time is no hundredth of it.
        bool warmsUp = cell.Rounds > 1 && lanes == 1 && cell.WantsWarmUp(shape);
        for (int round = warmsUp ? 0 : 1; round <= cell.Rounds; round++)
        {
            IEnumerable<Case> cases = round % 2 == 1 ? cell.Cases : cell.Cases.Reverse();
            if (lanes < SplitFrom)
            {
                yield return new Work([.. cases], round, 0);
            }
            else
            {
                foreach (Case one in cases)
                {
                    yield return new Work([one], round, Seconds(shape, one));
                }
            }
        }
    }

    /// <summary>With a place for each file the baseline goes over the link twice, one after the other, and streaming both ways at once.</summary>
    private static double Seconds(ClaimShape shape, Case one) =>
        one.Places is { } places ? shape.ExpectedSeconds(one.Data, places) / (one.Way == Way.Streaming && one.Data.Files <= places ? 2 : 1) : 0;

    /// <param name="Seconds">That it is expected to take beside others, to order them by.</param>
    private sealed record Work(IReadOnlyList<Case> Cases, int Round, double Seconds)
    {
        /// <summary>One case, by which no byte passes the client.</summary>
        public bool IsShort => Cases is [{ Way: var way }] && way != Way.Traditional && way != Way.Streaming;
    }
}
