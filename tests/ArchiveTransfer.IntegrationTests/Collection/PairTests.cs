using System.Globalization;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>What refusals of single objects and of a whole pair of buckets cost, and what is said of them.</summary>
public sealed class PairTests : CollectionTest
{
    private const int Many = 1_200;

    [Fact]
    public async Task A_thousand_objects_in_flight_make_three_probes_of_a_pair_that_refuses()
    {
        Source.AddVirtual(Many, static index => Key(index), static _ => 10);
        Source.DenyCopyOf(static _ => true);

        ArchiveCollectionResult result = await CollectAsync(static options => options.MaxConcurrency = 1_000);

        AssertSucceeded(result);
        Assert.Equal(3, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.True(result.Degraded);
        Assert.Equal("server_side_copy from 'archive' to 'lake': refused (AccessDenied) for three objects that another way could transfer, and none was copied", result.DegradedReason);
        Assert.Contains(result.Warnings, warning => warning.StartsWith(result.DegradedReason!, StringComparison.Ordinal));
        Assert.Equal(Many * 10L * 2, result.ExtraBytesThroughClient);
        Assert.Equal(result.Measurements.BytesReceived + result.Measurements.BytesSent, result.ExtraBytesThroughClient);
        Assert.Equal(3, result.Measurements.Fallbacks);
    }

    [Fact]
    public async Task Nothing_of_a_pair_starts_before_its_first_object_has_an_outcome()
    {
        // Of the objects that workers hold any may be asked for first.
        string? first = null;
        Source.AddVirtual(50, static index => Key(index), static _ => 10);
        Source.DenyCopyOf(key => (Interlocked.CompareExchange(ref first, key, null) ?? key) == key);

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        List<string> requests = [.. Simulator.Requests.Where(static request => request.Operation is "CopyObject" or "PutObject").Select(static request => $"{request.Operation} {request.Key}")];
        Assert.Equal([$"CopyObject {first}", $"PutObject {first}"], requests.Take(2));
        Assert.Equal(50 + 1, requests.Count);
        Assert.False(result.Degraded);
        Assert.Equal(20, result.ExtraBytesThroughClient);
    }

    [Theory]
    [InlineData(OperationMode.Auto, 0)]
    [InlineData(OperationMode.Hybrid, 500)]
    public async Task One_denied_one_vanished_and_one_KMS_denied_object_leave_all_others_to_the_store(OperationMode mode, int first)
    {
        string denied = Key(first);
        string vanished = Key(first + 1);
        string kms = Key(first + 2);
        Source.AddVirtual(1_000, static index => Key(index), static _ => 10);
        Source.DenyCopyOf(key => key == denied);
        using IDisposable gone = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = key => key == vanished, StatusCode = 403, Code = "AccessDenied" });
        using IDisposable goneToo = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = key => key == vanished, StatusCode = 404, Code = "NoSuchKey" });
        using IDisposable locked = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = key => key == kms, StatusCode = 400, Code = "KMS.DisabledException" });
        using IDisposable lockedToo = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = key => key == kms, StatusCode = 403, Code = "AccessDenied" });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options => options.OperationMode = mode);

        Assert.Equal(ArchiveCollectionStatus.PartiallySucceeded, result.Status);
        Assert.Equal(997, outcomes.Values.Count(static outcome => outcome is { Status: TransferStatus.Copied, Decision: "server_side_copy: one store serves both sides" }));
        Assert.Equal((TransferStatus.Copied, TransferStrategyNames.Streaming), (outcomes[denied].Status, outcomes[denied].Strategy));
        Assert.Equal(TransferErrorCodes.SourceNotFound, outcomes[vanished].Error?.Code);
        Assert.Equal(TransferErrorCodes.AccessDenied, outcomes[kms].Error?.Code);
        Assert.False(result.Degraded);
        Assert.Null(result.DegradedReason);
        Assert.Equal(20, result.ExtraBytesThroughClient);
        Assert.Equal(3, result.Measurements.Fallbacks);
    }

    [Fact]
    public async Task Refusals_of_objects_that_cannot_be_read_either_are_not_the_pairs()
    {
        Source.AddVirtual(200, static index => Key(index), static _ => 10);
        Source.DenyReadOf(static key => string.CompareOrdinal(key, Key(20)) < 0);

        ArchiveCollectionResult result = await CollectAsync();

        Assert.Equal((180, 20), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(180, result.Strategies.Single(static strategy => strategy.Strategy == TransferStrategyNames.ServerSideCopy).Copied);
        Assert.False(result.Degraded);
    }

    [Fact]
    public async Task Three_refusals_and_then_a_success_are_no_refusing_pair()
    {
        // The codes differ, so that the third canary does not close the pair.
        Source.AddVirtual(100, static index => Key(index), static _ => 10);
        using IDisposable first = Refuse(Key(0), "AccessDenied");
        using IDisposable second = Refuse(Key(1), "AllAccessDisabledForReasons");
        using IDisposable third = Refuse(Key(2), "AccessDenied");
        using IDisposable late = Refuse(Key(50), "AccessDenied");

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync();

        AssertSucceeded(result);
        Assert.Equal(96, outcomes.Values.Count(static outcome => outcome.Strategy == TransferStrategyNames.ServerSideCopy));
        Assert.False(result.Degraded);
        Assert.Equal(80, result.ExtraBytesThroughClient);
    }

    [Fact]
    public async Task A_pair_whose_policy_is_mended_is_copied_again_after_ten_minutes()
    {
        const int Mended = 60;
        Source.AddVirtual(100, static index => Key(index), static _ => 10);
        bool denies = true;
        Source.DenyCopyOf(_ => Volatile.Read(ref denies));
        var clock = new LeapingClock();
        int seen = 0;
        await using ArchiveCollectionWorkflow workflow = Workflow(static options => options.MaxConcurrency = 1, new ArchiveCollectionComponents { TimeProvider = clock });

        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    if (++seen == Mended)
                    {
                        Volatile.Write(ref denies, false);
                        clock.Leap(TimeSpan.FromMinutes(10));
                    }

                    return default;
                },
            },
            Cancellation);

        AssertSucceeded(result);
        Assert.True(result.Degraded);
        Assert.Equal(100 - Mended, result.Strategies.Single(static strategy => strategy.Strategy == TransferStrategyNames.ServerSideCopy).Copied);
        Assert.Equal(3 + 100 - Mended, Simulator.ReadCounters().Requests["CopyObject"]);
        Assert.Contains("server_side_copy copies from 'archive' to 'lake' again; it was refused before.", result.Warnings);
    }

    [Fact]
    public async Task A_denied_pair_stops_at_the_ceiling_of_bytes_through_this_machine()
    {
        Source.AddVirtual(100, static index => Key(index), static _ => 1_000);
        Source.DenyCopyOf(static _ => true);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options => options.Sanity.MaxBytesThroughClient = 20_999);

        Assert.Equal(ArchiveCollectionStatus.PartiallySucceeded, result.Status);
        Assert.Equal(TransferErrorCodes.MaxBytesThroughClient, result.Error?.Code);
        Assert.Contains("20,999 bytes", result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal(10, result.Totals.Copied);
        Assert.Equal(0, result.Totals.Failed);
        Assert.Equal(20_000, result.ExtraBytesThroughClient);
        Assert.True(result.Measurements.BytesReceived + result.Measurements.BytesSent <= 20_999);
        Assert.All(outcomes.Values.Where(static outcome => outcome.Status != TransferStatus.Copied), static outcome => Assert.Equal(TransferStatus.NotAttempted, outcome.Status));
        Assert.Equal(10, Lake.Keys.Count());
    }

    [Fact]
    public async Task A_ceiling_of_nothing_lets_the_store_copy_and_nothing_else_pass()
    {
        Source.AddVirtual(100, static index => Key(index), static _ => 1_000);
        AssertSucceeded(await CollectAsync(static options => options.Sanity.MaxBytesThroughClient = 0));

        ArchiveCollectionResult staged = await CollectAsync(static options =>
        {
            options.OperationMode = OperationMode.Traditional;
            options.Destination.Prefix = "staged/";
            options.Sanity.MaxBytesThroughClient = 0;
        });
        Assert.Equal((ArchiveCollectionStatus.Failed, TransferErrorCodes.MaxBytesThroughClient), (staged.Status, staged.Error?.Code));
        Assert.Equal(0, staged.Measurements.BytesReceived);
    }

    [Fact]
    public async Task Copies_that_always_fail_hand_each_object_on_once_and_hold_nobody_back()
    {
        Source.AddVirtual(300, static index => Key(index), static _ => 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = 500 });

        ArchiveCollectionResult result = await CollectAsync(static options => options.Retry.MaxRetryAttempts = 1);

        AssertSucceeded(result);
        Assert.Equal((600, 300), (Simulator.ReadCounters().Requests["CopyObject"], Simulator.ReadCounters().Requests["PutObject"]));
        Assert.Contains(result.Strategies, static strategy => strategy.Decisions.TryGetValue("streaming: through this machine's memory; server_side_copy: direct_exhausted", out long count) && count == 300);
        Assert.False(result.Degraded);
        Assert.Equal(6_000, result.ExtraBytesThroughClient);
    }

    [Fact]
    public async Task Without_fallback_the_way_chosen_first_is_the_only_one()
    {
        Source.AddVirtual(20, static index => Key(index), static _ => 10);
        Source.DenyCopyOf(static key => key == Key(7));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(static options => options.EnableFallback = false);

        Assert.Equal((19, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(TransferErrorCodes.CopyRefused, outcomes[Key(7)].Error?.Code);
        Assert.Contains("EnableFallback is false", outcomes[Key(7)].Error!.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("GetObject", Simulator.ReadCounters().Requests.Keys);
    }

    [Fact]
    public async Task Direct_sync_between_two_stores_fails_at_its_start_and_names_the_modes_that_can()
    {
        await using S3Simulator other = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        other.AddBucket("lake");
        Source.AddVirtual(20, static index => Key(index), static _ => 10);

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            options =>
            {
                options.OperationMode = OperationMode.DirectSync;
                options.Destination.ServiceUrl = other.Endpoint;
            },
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(other.Owner) }));

        Assert.Equal(TransferErrorCodes.NoStrategy, exception.ErrorCode);
        Assert.Contains("source and destination are two stores", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Auto and Hybrid stream", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task Plan_and_result_name_the_engine_and_why()
    {
        Source.AddVirtual(3, static index => Key(index), static _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow();
        ArchiveCollectionPlan plan = await workflow.PlanAsync(cancellationToken: Cancellation);
        ArchiveCollectionResult result = await workflow.ExecuteAsync(Cancellation);
        Assert.Equal(("server_side_copy", "one store serves both sides"), (plan.Engine, plan.EngineReason));
        Assert.Equal((plan.Engine, plan.EngineReason), (result.Engine, result.EngineReason));

        await using S3Simulator other = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        other.AddBucket("lake");
        result = await CollectAsync(
            options => options.Destination.ServiceUrl = other.Endpoint,
            new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(other.Owner) });
        Assert.Equal(("streaming", "through this machine's memory; server_side_copy: source and destination are two stores"), (result.Engine, result.EngineReason));
    }

    private IDisposable Refuse(string key, string code) =>
        Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = asked => asked == key, StatusCode = 403, Code = code });

    private static string Key(long index) => index.ToString("D5", CultureInfo.InvariantCulture);
}
