using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>The rounds there are. Thread-safe.</summary>
/// <param name="keep">Told of each once it is known, one at a time; what a probe shows of it afterwards is not in it yet.</param>
internal sealed class ClaimRounds(Action<MeasuredCase> keep)
{
    private readonly object gate = new();
    private readonly List<MeasuredCase> rounds = [];
    private int batches;

    public int BeginBatch() => Interlocked.Increment(ref batches);

    public void Add(MeasuredCase measured)
    {
        lock (gate)
        {
            rounds.Add(measured);
            keep(measured);
        }
    }

    /// <summary>What the probe showed: of every round of the batch.</summary>
    public void EndBatch(int batch, double drift)
    {
        lock (gate)
        {
            for (int i = 0; i < rounds.Count; i++)
            {
                rounds[i] = rounds[i].Batch == batch ? rounds[i] with { ProbeDrift = drift } : rounds[i];
            }
        }
    }

    public IReadOnlyList<MeasuredCase> Read()
    {
        lock (gate)
        {
            return [.. rounds];
        }
    }
}
