using Amazon.Runtime;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Sessions that the store ends in the middle of a run, long before the end they were promised.</summary>
public sealed class ExpiredSessionTests : CollectionTest
{
    private const int Objects = 1_000;

    [Theory]
    [InlineData(OperationMode.DirectSync)]
    [InlineData(OperationMode.Traditional)]
    public async Task A_session_that_ends_at_object_500_of_1000_is_renewed_once_and_nothing_fails(OperationMode mode)
    {
        PutMany(Objects);
        string role = Simulator.AddRole("collector", Collector);
        ArchiveCollectionResult result = await CollectExpiringAsync(500, options =>
        {
            options.OperationMode = mode;
            options.Destination.RoleArn = role;
            options.MaxConcurrency = 32;
        });

        AssertSucceeded(result);
        Assert.Equal((Objects, 0), (result.Totals.Copied, result.Totals.Failed));
        Assert.Contains(Simulator.Requests, static request => request.ErrorCode == "ExpiredToken");
        Assert.Equal(2, Simulator.ReadCounters().Requests["AssumeRole"]);
        AssertMirrored();
    }

    /// <summary>The answer to a HEAD is a bare 400.</summary>
    [Fact]
    public async Task A_session_that_ends_is_noticed_by_a_HEAD_too()
    {
        PutMany(20);
        string role = Simulator.AddRole("collector", Collector);
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyOk, Operation = "CopyObject", PerKey = true, Times = 1 });
        using IDisposable expired = Simulator.Inject(new S3Fault { Kind = S3Fault.ExpiredToken, Operation = "HeadObject", Times = 1 });
        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.Destination.RoleArn = role;
            options.MaxConcurrency = 1;
        });

        AssertSucceeded(result);
        Assert.Equal(20, result.Totals.Copied);
        Assert.Contains(Simulator.Requests, static request => request is { Operation: "HeadObject", StatusCode: 400 });
        Assert.Equal(2, Simulator.ReadCounters().Requests["AssumeRole"]);
    }

    [Fact]
    public async Task Credentials_that_cannot_be_renewed_end_the_run_with_who_gave_them_and_without_retries()
    {
        PutMany(Objects);
        S3Identity session = Simulator.AddIdentity("session", withSessionToken: true);
        Lake.Grant(session, read: true, list: true, write: true);
        ArchiveCollectionResult result = await CollectExpiringAsync(
            500,
            options =>
            {
                options.OperationMode = OperationMode.DirectSync;
                options.MaxConcurrency = 16;
                options.Sanity.FailureStormThreshold = 20;
            },
            new SessionAWSCredentials(session.AccessKey, session.SecretKey, session.SessionToken));

        Assert.Equal(ArchiveCollectionStatus.Failed, result.Status);
        Assert.Equal(TransferErrorCodes.FailureStorm, result.Error!.Code);
        Assert.Equal([TransferErrorCodes.InvalidCredentials], result.FailureCounts.Keys);
        Assert.All(result.Failures, static failure => Assert.Contains("SessionAWSCredentials, given in code had no newer credentials", failure.Error!.Message, StringComparison.Ordinal));
        int refused = Simulator.Requests.Count(static request => request.ErrorCode == "ExpiredToken");
        // Each object is refused once and not tried again; copies that were under way when the session ended may still break the row of failures.
        Assert.InRange(refused, 20, (int)result.Totals.Failed + 2);
        Assert.True(result.Totals.Failed < Objects / 4, $"{result.Totals.Failed} objects failed before the run stopped.");
        Assert.DoesNotContain(session.SessionToken!, string.Join('\n', result.Failures.Select(static failure => failure.Error!.Message).Append(result.Error.Message)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_session_that_is_over_already_ends_the_run_at_the_first_listing()
    {
        PutMany(3);
        S3Identity session = Simulator.AddIdentity("session", withSessionToken: true);
        Lake.Grant(session, read: true, list: true, write: true);
        Simulator.ExpireSessions();
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            components: new ArchiveCollectionComponents { DestinationCredentials = new SessionAWSCredentials(session.AccessKey, session.SecretKey, session.SessionToken) }));
        Assert.Equal(TransferErrorCodes.InvalidCredentials, exception.ErrorCode);
        Assert.Contains("had no newer credentials", exception.Message, StringComparison.Ordinal);
        Assert.Single(Simulator.Requests, static request => request.ErrorCode == "ExpiredToken");
    }

    /// <summary>A store that refuses every session is not asked for one after the other.</summary>
    [Fact]
    public async Task Fresh_credentials_that_are_refused_as_well_are_not_renewed_again()
    {
        PutMany(Objects);
        string role = Simulator.AddRole("collector", Collector);
        using IDisposable always = Simulator.Inject(new S3Fault { Kind = S3Fault.ExpiredToken, Operation = "CopyObject" });
        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            options.OperationMode = OperationMode.DirectSync;
            options.Destination.RoleArn = role;
            options.Sanity.FailureStormThreshold = 20;
        });

        Assert.Equal(TransferErrorCodes.FailureStorm, result.Error!.Code);
        Assert.Equal(2, Simulator.ReadCounters().Requests["AssumeRole"]);
    }

    private void PutMany(int count)
    {
        for (int i = 0; i < count; i++)
        {
            Source.Put($"{i:D5}.zip", Bytes(50 + (i % 97), i));
        }
    }

    private async Task<ArchiveCollectionResult> CollectExpiringAsync(int at, Action<ArchiveCollectionOptions> configure, AWSCredentials? credentials = null)
    {
        await using ArchiveCollectionWorkflow workflow = Workflow(configure, new ArchiveCollectionComponents { DestinationCredentials = credentials });
        int ended = 0;
        return await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    if (++ended == at)
                    {
                        Assert.True(Simulator.ExpireSessions() > 0);
                    }

                    return default;
                },
            },
            Cancellation);
    }
}
