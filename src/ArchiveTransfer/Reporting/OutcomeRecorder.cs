using ArchiveTransfer.Execution;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Reporting.Report;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Reporting;

/// <summary>
/// Where every object's one outcome arrives: counts it, keeps the first failures of each code, watches for a storm of failures, and hands
/// it to the report and to the observer, one at a time. Memory does not grow with the number of objects.
/// </summary>
internal sealed class OutcomeRecorder(ArchiveCollectionOptions options, ReportFile? report, Func<TransferOutcome, CancellationToken, ValueTask>? observer, RunStop stop) : IDisposable
{
    /// <summary>Failures kept of each code.</summary>
    private const int FailuresPerCode = 100;

    /// <summary>Codes told apart; a strategy of the user's may invent one per object.</summary>
    private const int MaxCodes = 100;

    private readonly object gate = new();
    private readonly SemaphoreSlim observing = new(1, 1);
    private readonly RunTotals totals = new();
    private readonly Dictionary<string, StrategyTally> strategies = new(StringComparer.Ordinal);
    private readonly Dictionary<string, long> failureCounts = new(StringComparer.Ordinal);
    private readonly List<TransferOutcome> failures = [];
    private string? stormCode;
    private int stormLength;

    /// <summary>An object was seen at the source.</summary>
    public void Planned(long bytes)
    {
        lock (gate)
        {
            totals.Planned++;
            totals.PlannedBytes += bytes;
        }
    }

    /// <summary>A key that should exist does not.</summary>
    public void NotPublished()
    {
        lock (gate)
        {
            totals.NotPublished++;
        }
    }

    /// <summary>An object left a strategy for the next one.</summary>
    public void FellBack(string strategy)
    {
        lock (gate)
        {
            TallyOf(strategy).FellBack++;
        }
    }

    /// <summary>The destination has it.</summary>
    public ValueTask SkippedAsync(in PlanEntry entry)
    {
        lock (gate)
        {
            totals.Skipped++;
            if (entry.Reason == TransferReasons.Unchanged && options.Comparison != ComparisonMode.SizeOnly)
            {
                totals.SkippedByTime++;
            }
        }

        // A hundred million skips a night: nothing is made that nobody looks at.
        ReportFile? skips = report is { IncludesSkipped: true } ? report : null;
        return observer is null && skips is null ? default : DeliverAsync(skips, new TransferOutcome
        {
            Source = entry.Source,
            DestinationKey = entry.DestinationKey,
            Status = TransferStatus.Skipped,
            Reason = entry.Reason,
            Evidence = EvidenceOf(entry.Reason).Evidence,
            EvidenceReason = EvidenceOf(entry.Reason).Reason,
            DestinationETag = entry.Existing?.ETag,
        });
    }

    private static (VerificationEvidence Evidence, string? Reason) EvidenceOf(string? skipped) => skipped switch
    {
        TransferReasons.SameContent => (VerificationEvidence.ETag, null),
        TransferReasons.Exists => (VerificationEvidence.None, EvidenceReasons.OnlyExists),
        _ => (VerificationEvidence.SizeOnly, EvidenceReasons.NotCompared),
    };

    /// <summary>Counts an outcome of every other kind.</summary>
    public ValueTask RecordAsync(TransferOutcome outcome)
    {
        TransferError? storm = null;
        lock (gate)
        {
            switch (outcome.Status)
            {
                case TransferStatus.Copied:
                    Copied(outcome);
                    break;
                case TransferStatus.Failed:
                    storm = Failed(outcome);
                    break;
                case TransferStatus.Planned:
                    totals.WouldCopy++;
                    totals.BytesToCopy += outcome.Source.Size ?? 0;
                    DecidedFor(outcome);
                    break;
                case TransferStatus.NotAttempted:
                    totals.NotAttempted++;
                    break;
                default:
                    throw new ArgumentOutOfRangeException(nameof(outcome), outcome.Status, "Skipped objects have a way of their own.");
            }
        }

        if (storm is not null)
        {
            stop.Request(storm);
        }

        return DeliverAsync(report, outcome);
    }

    public ArchiveCollectionTotals ReadTotals()
    {
        lock (gate)
        {
            return totals.Read();
        }
    }

    public (long Objects, long Bytes) ReadPlanned()
    {
        lock (gate)
        {
            return (totals.Planned, totals.PlannedBytes);
        }
    }

    public long ReadRecovered()
    {
        lock (gate)
        {
            return totals.Recovered;
        }
    }

    public IReadOnlyList<StrategySummary> ReadStrategies()
    {
        lock (gate)
        {
            return [.. strategies.OrderBy(static entry => entry.Key, StringComparer.Ordinal).Select(static entry => entry.Value.Read())];
        }
    }

    public (IReadOnlyList<TransferOutcome> First, IReadOnlyDictionary<string, long> Counts) ReadFailures()
    {
        lock (gate)
        {
            return ([.. failures], new Dictionary<string, long>(failureCounts, StringComparer.Ordinal));
        }
    }

    public void Dispose() => observing.Dispose();

    private void Copied(TransferOutcome outcome)
    {
        totals.Copied++;
        totals.BytesCopied += outcome.BytesCopied;
        totals.Republished += outcome.Reason == TransferReasons.Republished ? 1 : 0;
        totals.Recovered += outcome.Attempts > 1 ? 1 : 0;
        StrategyTally tally = DecidedFor(outcome);
        tally.Copied++;
        tally.Bytes += outcome.BytesCopied;
        stormCode = null;
        stormLength = 0;
    }

    private TransferError? Failed(TransferOutcome outcome)
    {
        totals.Failed++;
        TransferError error = outcome.Error!;
        string code = failureCounts.Count < MaxCodes || failureCounts.ContainsKey(error.Code) ? error.Code : "other";
        long count = failureCounts[code] = failureCounts.GetValueOrDefault(code) + 1;
        if (count <= FailuresPerCode)
        {
            failures.Add(outcome);
        }

        if (outcome.Strategy is not null)
        {
            DecidedFor(outcome).Failed++;
        }

        if (options.FailureMode == FailureMode.AbortOnFailure)
        {
            return new TransferError
            {
                Code = TransferErrorCodes.AbortedOnFailure,
                Message = $"FailureMode is {FailureMode.AbortOnFailure} and {DisplayText.Quote(outcome.Source.Key)} failed with {error.Code}: {error.Message}",
            };
        }

        return Storm(outcome, error);
    }

    private TransferError? Storm(TransferOutcome outcome, TransferError error)
    {
        // What planning refuses costs no request and says nothing about the stores. Who gives no credentials for as long as retries last gives none to the next object.
        if ((error.Kind != TransferErrorKind.Permanent && error.Code != TransferErrorCodes.InvalidCredentials) || outcome.Attempts == 0)
        {
            return null;
        }

        stormLength = error.Code == stormCode ? stormLength + 1 : 1;
        stormCode = error.Code;
        return stormLength != options.Sanity.FailureStormThreshold ? null : new TransferError
        {
            Code = TransferErrorCodes.FailureStorm,
            Message = $"{stormLength} objects in a row failed with {error.Code} and none succeeded between them; the last one: {error.Message}",
            StatusCode = error.StatusCode,
            StoreCode = error.StoreCode,
            RequestId = error.RequestId,
        };
    }

    private StrategyTally DecidedFor(TransferOutcome outcome)
    {
        StrategyTally tally = TallyOf(outcome.Strategy ?? "none");
        tally.Decided(outcome.Decision ?? "none");
        return tally;
    }

    private StrategyTally TallyOf(string strategy) =>
        strategies.TryGetValue(strategy, out StrategyTally? tally) ? tally : strategies[strategy] = new StrategyTally(strategy);

    private ValueTask DeliverAsync(ReportFile? to, TransferOutcome outcome) => (to, observer) switch
    {
        (null, null) => default,
        (null, _) => ObserveAsync(outcome),
        (_, null) => to.WriteAsync(outcome),
        _ => WriteAndObserveAsync(to, outcome),
    };

    private async ValueTask WriteAndObserveAsync(ReportFile to, TransferOutcome outcome)
    {
        await to.WriteAsync(outcome).ConfigureAwait(false);
        await ObserveAsync(outcome).ConfigureAwait(false);
    }

    private async ValueTask ObserveAsync(TransferOutcome outcome)
    {
        await observing.WaitAsync().ConfigureAwait(false);
        try
        {
            if (stop.Fatal is null)
            {
                await observer!(outcome, stop.Token).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsRequested)
        {
            // The observer was told to stop and did.
        }
#pragma warning disable CA1031 // Whatever an observer throws ends the run with one code.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            stop.Request(new ArchiveTransferException(
                TransferErrorCodes.ObserverFailed, $"The observer of outcomes threw {exception.GetType().Name}: {DisplayText.Escape(exception.Message)}", exception));
        }
        finally
        {
            observing.Release();
        }
    }
}
