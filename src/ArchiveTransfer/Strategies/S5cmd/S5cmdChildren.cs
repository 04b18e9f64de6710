using System.Collections.Concurrent;
using Amazon.Runtime;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// The children of one session: one takes lines, those before it may still be finishing theirs. A child is replaced after many lines, after
/// some time, and before its credentials are of yesterday; one that owes results and gives none is killed.
/// </summary>
/// <param name="output">Called for each line a child writes.</param>
/// <param name="ended">Called once a child is no more, all it wrote having been handled.</param>
internal sealed class S5cmdChildren(
    S5cmdTarget target, TransferRun run, S5cmdSettings settings, Func<S5cmdChild, S5cmdEvent, ValueTask> output, Func<S5cmdChild, ValueTask> ended)
{
    private readonly ConcurrentDictionary<S5cmdChild, bool> alive = new();
    private readonly TimeProvider time = run.TimeProvider;
    private S5cmdChild? current;
    private ImmutableCredentials? credentials;
    private long credentialsAskedAt;

    /// <summary>The child that takes the next line, started where there is none. Throws <see cref="System.ComponentModel.Win32Exception"/> where it cannot be.</summary>
    public async ValueTask<S5cmdChild> ReadyAsync(CancellationToken cancellationToken)
    {
        bool renewed = await RenewCredentialsAsync().ConfigureAwait(false);
        if (current is { } child)
        {
            if (!renewed && !child.IsRetired && child.Lines < settings.LinesPerProcess && time.GetElapsedTime(child.StartedAt) < settings.ProcessLifetime)
            {
                return child;
            }

            child.Retire(time.GetTimestamp());
            child.Process.CloseInput();
            current = null;
        }

        cancellationToken.ThrowIfCancellationRequested();
        return current = Start();
    }

    /// <summary>Writes a line. False: the child has ended meanwhile, and what it left may have been taken up before the line was its own.</summary>
    public async ValueTask<bool> WriteAsync(S5cmdChild child, string line)
    {
        try
        {
            await child.Process.WriteAsync(line).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // It reads no more, and is about to end.
            child.Retire(time.GetTimestamp());
        }

        return !child.Process.Ended.IsCompleted;
    }

    /// <summary>No more lines for any: they finish what they have and end.</summary>
    public void CloseInput()
    {
        foreach (S5cmdChild child in alive.Keys)
        {
            child.Retire(time.GetTimestamp());
            child.Process.CloseInput();
        }
    }

    public Task UntilGoneAsync() => Task.WhenAll(alive.Keys.Select(static child => child.Gone));

    /// <summary>Ends all: what they have begun they may finish until <paramref name="grace"/> is over.</summary>
    public Task EndAsync(TimeSpan grace) => Task.WhenAll(alive.Keys.Select(child => EndAsync(child, grace)));

    /// <summary>Ends all at once.</summary>
    public void Kill()
    {
        foreach (S5cmdChild child in alive.Keys)
        {
            child.Kill("nobody waits for it any more");
        }
    }

    /// <summary>
    /// Kills, until cancelled, every child that owes a result for too long: twice the time its largest copy takes a slow store, and never before
    /// the watchdog's. And every one that owes nothing, gets nothing and does not end.
    /// </summary>
    public async Task WatchAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(settings.Watchdog / 8, time);
        while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
        {
            foreach (S5cmdChild child in alive.Keys)
            {
                TimeSpan silence = time.GetElapsedTime(child.WaitingSince);
                if (child is { Outstanding: 0, IsRetired: true } && time.GetElapsedTime(child.IdleSince) >= settings.EndTimeout)
                {
                    child.Kill("it had nothing more to do and did not end");
                }
                else if (child.Outstanding > 0 && silence >= settings.Watchdog && silence.TotalSeconds * TransferLimits.SlowestCopyBytesPerSecond >= 2.0 * child.LargestBytes)
                {
                    child.Kill($"no result for {silence.TotalSeconds:F0} s");
                }
            }
        }
    }

    private async Task EndAsync(S5cmdChild child, TimeSpan grace)
    {
        child.Retire(time.GetTimestamp());
        child.Process.Terminate();
        try
        {
            await child.Gone.WaitAsync(grace, time).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            child.Kill("it did not end in time");
            await child.Gone.ConfigureAwait(false);
        }
    }

    /// <summary>Asks for the credentials now and then, and when the store refused them; true: they are others than the child has.</summary>
    private async ValueTask<bool> RenewCredentialsAsync()
    {
        if (credentials is { } held && current is not { HasExpired: true } && time.GetElapsedTime(credentialsAskedAt) < settings.CredentialInterval)
        {
            return false;
        }

        ImmutableCredentials fresh = await target.Credentials.GetCredentialsAsync().ConfigureAwait(false);
        credentialsAskedAt = time.GetTimestamp();
        if (current is { } child)
        {
            child.HasExpired = false;
        }

        bool renewed = credentials is { } before && (before.AccessKey, before.SecretKey, before.Token) != (fresh.AccessKey, fresh.SecretKey, fresh.Token);
        credentials = fresh;
        return renewed;
    }

    private S5cmdChild Start()
    {
        var child = new S5cmdChild(time.GetTimestamp()) { Credentials = credentials! };
        Dictionary<string, string> environment = S5cmdEnvironment.For(credentials!, target.Access.Region, target.Access.ServiceUrl, Environment.GetEnvironmentVariable);
        child.Process = S5cmdProcess.Start(
            target.Tool.Path,
            S5cmdEnvironment.Arguments(target.Workers, target.RequesterPays),
            environment,
            S5cmdSecrets.Of(credentials!, environment),
            (process, line) =>
            {
                child.Process = process;
                return output(child, line);
            },
            settings.EndTimeout);
        run.Children.Started(child.Process.Id);
        alive.TryAdd(child, true);
        _ = FollowAsync(child);
        LogMessages.S5cmdStarted(run.Logger, child.Process.Id, target.Tool.Path);
        return child;
    }

    private async Task FollowAsync(S5cmdChild child)
    {
        await child.Process.Ended.ConfigureAwait(false);
        run.Children.Ended(child.Process.Id);

        // First of all: whoever writes lines shall have another child, while this one's are taken up.
        child.HasEnded();
        int left = child.Outstanding;
        try
        {
            await ended(child).ConfigureAwait(false);
            Say(child, left);
        }
        finally
        {
            alive.TryRemove(child, out _);
            child.IsGone();
        }
    }

    private void Say(S5cmdChild child, int left)
    {
        if (left == 0 && child is { EndedUnasked: false, KilledFor: null })
        {
            LogMessages.S5cmdEnded(run.Logger, child.Process.Id, child.Process.ExitCode, child.Lines);
        }
        else
        {
            LogMessages.S5cmdDied(run.Logger, child.Process.Id, child.Process.ExitCode, left, child.KilledFor ?? "by itself", DisplayText.Escape(child.Process.Tail.Read()));
        }
    }
}
