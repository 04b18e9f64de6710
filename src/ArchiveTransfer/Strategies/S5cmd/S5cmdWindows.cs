using System.Threading.Channels;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Gathers objects that wait for their proof and proves them by windows: when one is full, has waited long enough, or nothing more is coming.</summary>
/// <param name="isIdle">Nothing is under way, and nothing is at hand to begin.</param>
internal sealed class S5cmdWindows(TransferRun run, S5cmdSettings settings, Func<bool> isIdle)
{
    /// <summary>Null: look again whether anything is under way. As many as a session holds find place, so that adding never waits.</summary>
    private readonly Channel<S5cmdWork?> unproven = Channel.CreateBounded<S5cmdWork?>(settings.Room + 1);

    private Task<bool>? more;

    public ValueTask AddAsync(S5cmdWork work) => unproven.Writer.WriteAsync(work, CancellationToken.None);

    /// <summary>What waits for company need not wait for long when none is coming.</summary>
    public void Nudge()
    {
        if (isIdle())
        {
            unproven.Writer.TryWrite(null);
        }
    }

    /// <summary>Nothing more comes.</summary>
    public void Complete() => unproven.Writer.TryComplete();

    /// <summary>One attempt for every object that was added, until <see cref="Complete"/>.</summary>
    public async IAsyncEnumerable<TransferAttempt> ProveAsync()
    {
        var window = new List<S5cmdWork>();
        while (await GatherAsync(window).ConfigureAwait(false))
        {
            await foreach (TransferAttempt attempt in new S5cmdProof(run, window).ProveAsync().ConfigureAwait(false))
            {
                yield return attempt;
            }

            window.Clear();
        }
    }

    /// <summary>False: nothing is left, and nothing comes.</summary>
    private async ValueTask<bool> GatherAsync(List<S5cmdWork> window)
    {
        long begun = 0;
        while (window.Count < settings.WindowObjects)
        {
            if (unproven.Reader.TryRead(out S5cmdWork? work))
            {
                if (work is not null)
                {
                    begun = window.Count == 0 ? run.TimeProvider.GetTimestamp() : begun;
                    window.Add(work);
                }
            }
            else if (!await MayGrowAsync(window.Count, begun).ConfigureAwait(false))
            {
                break;
            }
        }

        return window.Count > 0;
    }

    private async ValueTask<bool> MayGrowAsync(int count, long begun)
    {
        // One waits at a time: a wait that ran out of time is taken up by the next.
        more = more is { IsCompleted: false } ? more : unproven.Reader.WaitToReadAsync(CancellationToken.None).AsTask();
        if (count == 0)
        {
            return await more.ConfigureAwait(false);
        }

        TimeSpan left = (isIdle() ? settings.IdleWindowAge : settings.WindowAge) - run.TimeProvider.GetElapsedTime(begun);
        if (left <= TimeSpan.Zero)
        {
            return false;
        }

        try
        {
            return await more.WaitAsync(left, run.TimeProvider).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}
