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

    /// <summary>For copies that a store makes although nobody waits for its answer any more.</summary>
    private static readonly TimeSpan TimeForLateCopies = TimeSpan.FromSeconds(5);

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
        Sample sample = await new SampleReader(session.Run, OwnRounds.LongestPrefix(place.Name)).ReadAsync(cancellationToken);
        await place.RequireEmptyAsync(cancellationToken);
        IReadOnlyList<OwnWay> ways = OwnWay.Of(session.Run, sample);
        OwnEndpointNames endpoints = OwnEndpointNames.Of(session.Context.Clients!);
        await AnnounceAsync(order, OwnPlan.Describe(options, endpoints, sample, ways, place.Name), cancellationToken);

        using var staging = OwnStaging.Below(options.Staging.Directory);
        var rounds = new OwnRounds(order, sample, place, staging.Path, endpoints.Both);
        Exception? failure = null;
        try
        {
            order.Progress("probe: may what is written be removed again?");
            await place.ProbeAsync(cancellationToken);
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
        if (failure is not null)
        {
            Throw(failure, place, left, cancellationToken);
        }

        ClaimMachine machine = await ClaimMachineReader.ReadAsync(begun, Stopwatch.GetElapsedTime(started), endpoints.Both, order.Command, tools: null, cancellationToken);
        return new ClaimResult(OwnReport.Of(machine, rounds, ways, sample, endpoints, left), rounds.Cases) { Left = left };
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
            IReadOnlyList<string> left = await place.RemoveAsync(rounds.MayHaveLeftUploads, cleaning.Token);
            if (!rounds.WasCutShort)
            {
                return left;
            }

            await Task.Delay(TimeForLateCopies, cleaning.Token);
            return await place.RemoveAsync(rounds.MayHaveLeftUploads, cleaning.Token);
        }
        catch (OperationCanceledException)
        {
            return [$"Cleaning up took longer than {CleaningTime.TotalMinutes} minutes and was given up; look at what is below {DisplayText.Quote(place.Name)} in the destination bucket, and delete it."];
        }
    }

    private static void Throw(Exception failure, FreshPrefix place, IReadOnlyList<string> left, CancellationToken cancellationToken)
    {
        if (left.Count > 0)
        {
            string why = failure is OperationCanceledException ? "The comparison was stopped." : failure.Message;
            throw new ArchiveTransferException((failure as ArchiveTransferException)?.ErrorCode ?? OwnErrorCodes.LeftBehind, $"{why}\n- {string.Join("\n- ", left)}", failure);
        }

        if (failure is OperationCanceledException && cancellationToken.IsCancellationRequested)
        {
            throw new StoppedException($"The comparison was stopped; nothing is left below {DisplayText.Quote(place.Name)}.", failure, cancellationToken);
        }

        ExceptionDispatchInfo.Throw(failure);
    }

    /// <summary>Its message says what became of the destination.</summary>
    private sealed class StoppedException(string message, Exception inner, CancellationToken token) : OperationCanceledException(message, inner, token);
}
