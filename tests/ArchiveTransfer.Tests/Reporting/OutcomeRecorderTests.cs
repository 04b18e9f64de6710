using ArchiveTransfer.Execution;
using ArchiveTransfer.Planning;
using Xunit;

namespace ArchiveTransfer.Reporting;

public sealed class OutcomeRecorderTests
{
    [Theory]
    [InlineData(TransferReasons.SameContent, ComparisonMode.Automatic, VerificationEvidence.ETag, 0)]
    [InlineData(TransferReasons.Unchanged, ComparisonMode.Automatic, VerificationEvidence.SizeOnly, 1)]
    [InlineData(TransferReasons.Unchanged, ComparisonMode.SizeOnly, VerificationEvidence.SizeOnly, 0)]
    [InlineData(TransferReasons.Exists, ComparisonMode.Automatic, VerificationEvidence.None, 0)]
    public async Task A_skip_claims_no_more_than_was_compared(string reason, ComparisonMode comparison, VerificationEvidence evidence, long byTime)
    {
        using var stop = new RunStop(CancellationToken.None);
        TransferOutcome? seen = null;
        using var recorder = new OutcomeRecorder(
            new ArchiveCollectionOptions { Comparison = comparison },
            report: null,
            (outcome, _) =>
            {
                seen = outcome;
                return default;
            },
            stop);

        await recorder.SkippedAsync(new PlanEntry(new ArchiveObject { Key = "k" }, "k", 1, reason, Skip: true, Error: null, new DestinationState(2, "e", null)));

        Assert.Equal((evidence, evidence == VerificationEvidence.ETag), (seen!.Evidence, seen.EvidenceReason is null));
        Assert.Equal((1, byTime), (recorder.ReadTotals().Skipped, recorder.ReadTotals().SkippedByTime));
    }

    [Fact]
    public void A_callback_that_throws_when_the_run_stops_changes_nothing()
    {
        using var stop = new RunStop(CancellationToken.None);
        using CancellationTokenRegistration registration = stop.Token.Register(static () => throw new InvalidOperationException("callback"));

        stop.Request(new TransferError { Code = "code", Message = "message" });

        Assert.True(stop.IsRequested);
    }
}
