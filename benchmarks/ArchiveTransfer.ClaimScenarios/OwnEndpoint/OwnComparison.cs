using System.Diagnostics;
using System.Runtime.ExceptionServices;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The comparison on the user's own endpoint and buckets: a sample of what would be collected, copied each way below a fresh prefix of the destination, which is empty again in the end.</summary>
internal static class OwnComparison
{
    /// <summary>Cleaning up has a time of its own: a comparison that was cancelled has none.</summary>
    private static readonly TimeSpan CleaningTime = TimeSpan.FromMinutes(5);

    /// <summary>Between two looks at whether something arrived late.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(8);

    /// <exception cref="ArchiveTransferException">It could not begin, or not go on; the message says what is left at the destination, if anything is.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled, and nothing is left at the destination.</exception>
    public static async Task<ClaimResult> RunAsync(OwnComparisonOrder order, CancellationToken cancellationToken)
    {
        try
        {
            return await CompareAsync(order, cancellationToken);
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested && exception is not StoppedException)
        {
            throw new StoppedException("The comparison was stopped before anything was written.", exception, cancellationToken);
        }
    }

    private static async Task<ClaimResult> CompareAsync(OwnComparisonOrder order, CancellationToken cancellationToken)
    {
        (DateTimeOffset begun, long started) = (TimeProvider.System.GetUtcNow(), Stopwatch.GetTimestamp());
        ArchiveCollectionOptions options = OwnOptions.Load(order);
        await using CollectionSession session = await CollectionSession.OpenAsync(options, new ArchiveCollectionComponents(), Guid.NewGuid().ToString("N"), cancellationToken);
        await session.EnsureCredentialsAsync(cancellationToken);

        var place = new FreshPrefix(session, FreshPrefix.NameBelow(options.Destination.Prefix));
        Sample sample = await new SampleReader(session.Run, OwnRounds.LongestPrefix(place.Name), order.Progress).ReadAsync(cancellationToken);
        await place.RequireEmptyAsync(cancellationToken);
        IReadOnlyList<OwnWay> ways = OwnWay.Of(session.Run, sample);
        OwnEndpointNames endpoints = await OwnEndpointNames.OfAsync(session.Context.Clients!, cancellationToken);
        await AnnounceAsync(order, OwnPlan.Describe(order.Rounds + 1, options, endpoints, sample, ways, place.Name), cancellationToken);

        using var staging = OwnStaging.Below(options.Staging.Directory);
        var rounds = new OwnRounds(order, sample, place, staging.Path, endpoints.Both, options.SettleTimeout);
        Exception? failure = null;
        try
        {
            order.Progress("probe: may what is written be removed again?");
            order.Writing?.Invoke($"{place.Place}: {place.Cure}, and delete versions and uploads there by their ids; on this machine in {DisplayText.Quote(staging.Path, DisplayText.WholeMessage)}");
            if (await place.ProbeAsync(cancellationToken) is { } remark)
            {
                order.Progress(remark);
            }

            await rounds.RunAsync(ways, cancellationToken);
        }
#pragma warning disable CA1031 // Whatever happened, the destination is cleaned up before it is told.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            failure = exception;
        }

        order.Progress("cleaning up");
        IReadOnlyList<string> left = await CleanUpAsync(place, rounds);
        string? late = rounds.Late > TimeSpan.Zero || place.IsUnsettled ? $"What the store was still at when nobody waited for it any more may appear later in {place.Place}: look there once more." : null;
        if (left.Count == 0)
        {
            order.Writing?.Invoke(null);
        }

        // An hour of rounds is not thrown away for the one that could not be run.
        string? cut = failure is not null and not OperationCanceledException && rounds.Counted > 0 ? $"Not every round was run: {failure.Message}" : null;
        if (failure is not null && cut is null)
        {
            Throw(failure, place, left, late, cancellationToken);
        }

        // Whoever stops it now has a report, and is told what is left.
        ClaimMachine machine = await ClaimMachineReader.ReadAsync(begun, Stopwatch.GetElapsedTime(started), endpoints.Both, order.Command, tools: null, CancellationToken.None);
        return new ClaimResult(OwnReport.Of(machine, rounds, ways, sample, endpoints, left, late, cut), rounds.Cases) { Left = left };
    }

    private static async Task AnnounceAsync(OwnComparisonOrder order, IEnumerable<string> plan, CancellationToken cancellationToken)
    {
        foreach (string line in plan)
        {
            order.Announce(line);
        }

        if (order.Confirm is { } confirm && !await confirm(cancellationToken))
        {
            throw new ArchiveTransferException(OwnErrorCodes.Declined, "Nothing was compared and nothing was written.");
        }
    }

    private static async Task<IReadOnlyList<string>> CleanUpAsync(FreshPrefix place, OwnRounds rounds)
    {
        using var cleaning = new CancellationTokenSource(CleaningTime);
        try
        {
            IReadOnlyList<string> left = await place.RemoveAsync(rounds.UploadsMayBeAt, cleaning.Token);
            TimeSpan late = rounds.Late > TimeSpan.Zero ? rounds.Late : place.IsUnsettled ? OwnRounds.LeastLate : TimeSpan.Zero;
            long started = Stopwatch.GetTimestamp();
            for (TimeSpan wait = TimeSpan.FromSeconds(1); Stopwatch.GetElapsedTime(started) < late; wait = wait < LongestWait ? 2 * wait : LongestWait)
            {
                await Task.Delay(wait, cleaning.Token);
                left = await place.RemoveAsync(rounds.UploadsMayBeAt, cleaning.Token);
            }

            return left;
        }
#pragma warning disable CA1031 // Whatever stopped it, the user is told where to look and what to do.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            string why = exception is OperationCanceledException ? $"took longer than {CleaningTime.TotalMinutes} minutes and was given up" : $"failed: {DisplayText.Escape(exception.Message, DisplayText.WholeMessage)}";
            return [$"Cleaning up {why}. Look at what is in {place.Place}, and delete it: {place.Cure}; versions and uploads by their ids."];
        }
    }

    private static void Throw(Exception failure, FreshPrefix place, IReadOnlyList<string> left, string? late, CancellationToken cancellationToken)
    {
        if (left.Count > 0)
        {
            string why = failure is OperationCanceledException ? "The comparison was stopped." : failure.Message;
            IEnumerable<string> said = late is null ? left : left.Append(late);
            throw new ArchiveTransferException((failure as ArchiveTransferException)?.ErrorCode ?? OwnErrorCodes.LeftBehind, $"{why}\n- {string.Join("\n- ", said)}", failure);
        }

        if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new StoppedException($"The comparison was stopped; nothing is left below {DisplayText.Quote(place.Name, DisplayText.WholeMessage)}.{(late is null ? "" : $" {late}")}", failure, cancellationToken);
        }

        if (late is not null)
        {
            throw new ArchiveTransferException((failure as ArchiveTransferException)?.ErrorCode ?? OwnErrorCodes.LeftBehind, $"{failure.Message} {late}", failure);
        }

        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Its message says what became of the destination.</summary>
    private sealed class StoppedException(string message, Exception inner, CancellationToken token) : OperationCanceledException(message, inner, token);
}
