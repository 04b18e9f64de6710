using System.Globalization;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>What refusals say of a pair of buckets and what not, by operation, and what they may cost.</summary>
public sealed class RefusalTests : RefusingStoreTest
{
    [Fact]
    public async Task Objects_of_which_no_byte_passed_do_not_use_up_the_ceiling()
    {
        Source.AddVirtual(60, static index => Key(index), static _ => 1_000);
        Source.DenyReadOf(static key => string.CompareOrdinal(key, Key(20)) < 0);
        ArchiveCollectionResult result = await CollectAsync(static options => (options.Sanity.MaxBytesThroughClient, options.MaxConcurrency) = (20_000, 1));
        Assert.True(result.Error is null, $"bytes through: {result.Measurements.BytesReceived + result.Measurements.BytesSent}, not attempted {result.Totals.NotAttempted}{Say(result)}");
    }

    [Fact]
    public async Task Streams_that_are_repeated_stay_below_the_ceiling()
    {
        Source.AddVirtual(4, static index => Key(index), static _ => 100_000);
        Source.DenyCopyOf(static _ => true);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "PutObject", StatusCode = 500, PerKey = true, Times = 3 });
        ArchiveCollectionResult result = await CollectAsync(static options => options.Sanity.MaxBytesThroughClient = 800_000);
        long moved = result.Measurements.BytesReceived + result.Measurements.BytesSent;
        Assert.True(moved <= 800_000, $"{moved} bytes moved under a ceiling of 800000; extra says {result.ExtraBytesThroughClient}{Say(result)}");
    }

    [Fact]
    public async Task A_copied_part_does_not_keep_a_pair_open_whose_whole_copies_are_refused()
    {
        Source.Put("00000", Bytes((11 << 20) + 1));
        for (int i = 1; i < 300; i++)
        {
            Source.Put(Key(i), Bytes(10, i));
        }

        Store.NotImplemented.Add("CopyObject");
        ArchiveCollectionResult result = await CollectAsync(static options => (options.MultipartThresholdMiB, options.PartSizeMiB) = (5, 5));
        Assert.True(result.Degraded && Copies.Count() < 100, $"{Copies.Count()} CopyObject refused one by one{Say(result)}");
    }

    [Fact]
    public async Task Objects_too_large_for_the_stores_copy_do_not_close_the_pair_for_small_ones()
    {
        Source.AddVirtual(100, static index => Key(index), static index => index < 3 ? 1_000_000 : 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => string.CompareOrdinal(key, Key(3)) < 0, StatusCode = 400, Code = "EntityTooLarge" });
        ArchiveCollectionResult result = await CollectAsync(static options => options.MaxConcurrency = 1);
        Assert.True(!result.Degraded, Say(result));
    }

    [Fact]
    public async Task One_failing_canary_does_not_open_the_gate_for_a_thousand_probes()
    {
        Source.AddVirtual(600, static index => Key(index), static _ => 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = static key => key == Key(0), StatusCode = 500 });
        Source.DenyCopyOf(static key => key != Key(0));
        ArchiveCollectionResult result = await CollectAsync(static options => (options.MaxConcurrency, options.Retry.MaxRetryAttempts) = (1_000, 1));
        Assert.True(Copies.Count() < 50, $"{Copies.Count()} probes of a pair that refuses{Say(result)}");
    }

    [Fact]
    public async Task That_a_pair_copies_again_is_said_when_the_object_that_asked_is_copied_by_parts()
    {
        for (int i = 0; i < 8; i++)
        {
            Source.Put(Key(i), Bytes((6 << 20) + i, i));
        }

        bool denies = true;
        Source.DenyCopyOf(_ => Volatile.Read(ref denies));
        var clock = new LeapingClock();
        int seen = 0;
        await using ArchiveCollectionWorkflow workflow = Workflow(static options => (options.MaxConcurrency, options.MultipartThresholdMiB, options.PartSizeMiB) = (1, 5, 5), new ArchiveCollectionComponents { TimeProvider = clock });
        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    if (++seen == 5)
                    {
                        Volatile.Write(ref denies, false);
                        clock.Leap(TimeSpan.FromMinutes(10));
                    }

                    return default;
                },
            },
            Cancellation);
        Assert.True(result.Warnings.Any(static w => w.Contains(" again; it was refused before", StringComparison.Ordinal)), Say(result));
    }

    [Fact]
    public async Task Parts_of_huge_objects_that_are_refused_do_not_close_the_pair_for_whole_copies()
    {
        Source.AddVirtual(40, static index => Key(index), static index => index < 3 ? 6L << 30 : 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "UploadPartCopy", StatusCode = 403, Code = "AccessDenied" });
        var components = new ArchiveCollectionComponents();
        components.Strategies.Add(new PretendingStrategy());
        ArchiveCollectionResult result = await CollectAsync(
            static options => (options.MaxConcurrency, options.Verification.Required) = (1, VerificationEvidence.None), components);
        Assert.True(Copies.Count(static request => request.StatusCode == 200) == 37, $"{Copies.Count()} CopyObject sent{Say(result)}");
    }

    [Fact]
    public async Task Random_refusals_stops_and_ceilings_end_and_balance()
    {
        var report = new List<string>();
        for (int seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            int Modulus() => random.Next(2, 9);
            (int denied, int failing, int unreadable, int lost) = (Modulus(), Modulus(), Modulus(), Modulus());
            await using S3Simulator simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
            ArchiveTransfer.Testing.S3Bucket archive = simulator.AddBucket("archive", simulator.AddIdentity("p"), isPublic: true);
            simulator.AddBucket("lake");
            archive.AddVirtual(200, index => Key(index), index => index % 40 == 0 ? (11 << 20) + 1 : 10);
            int Number(string key) => int.Parse(key, CultureInfo.InvariantCulture);
            bool all = random.Next(3) == 0;
            archive.DenyCopyOf(key => all || Number(key) % denied == 0);
            simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = key => Number(key) % failing == 1, StatusCode = random.Next(2) == 0 ? 500 : 501, Code = "NotImplemented" });
            simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = key => Number(key) % unreadable == 1, StatusCode = 403, Code = "AccessDenied" });
            simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CopyObject", Keys = key => Number(key) % lost == 1, PerKey = true, Times = 1 });
            using var cancel = new CancellationTokenSource();
            int end = random.Next(4) == 0 ? random.Next(200) : int.MaxValue;
            long? ceiling = random.Next(3) == 0 ? random.Next(200, 40_000_000) : null;
            int concurrency = random.Next(3) == 0 ? 1 : random.Next(2, 65);
            int seen = 0;
            await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
                options =>
                {
                    (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Anonymous) = ("archive", simulator.Endpoint, true);
                    (options.Destination.Bucket, options.Destination.ServiceUrl) = ("lake", simulator.Endpoint);
                    (options.Retry.BaseDelay, options.Retry.MaxDelay, options.Retry.MaxRetryAttempts) = (TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(5), 1);
                    (options.MultipartThresholdMiB, options.PartSizeMiB) = (5, 5);
                    (options.MaxConcurrency, options.Sanity.MaxBytesThroughClient) = (concurrency, ceiling);
                    options.Overwrite = random.Next(2) == 0 ? OverwriteMode.Never : OverwriteMode.IfDifferent;
                    options.OperationMode = (OperationMode)random.Next(3);
                },
                new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(simulator.Owner) });
            ArchiveCollectionTotals totals;
            string status;
            try
            {
                ArchiveCollectionResult result = await EndAsync(workflow.ExecuteAsync(
                    new ArchiveCollectionRunOptions
                    {
                        OnOutcome = (_, _) =>
                        {
                            if (++seen == end)
                            {
                                cancel.Cancel();
                            }

                            return default;
                        },
                    },
                    cancel.Token), Begun);
                (totals, status) = (result.Totals, $"{result.Status} {result.Error?.Code}");
            }
            catch (ArchiveCollectionCanceledException canceled)
            {
                (totals, status) = (canceled.Result.Totals, "canceled");
            }
            catch (TimeoutException)
            {
                report.Add($"seed {seed}: STUCK after {seen} outcomes and {Begun()} requests");
                continue;
            }

            long Begun() => simulator.ReadCounters().Requests.Values.Sum();

            long sum = totals.Copied + totals.Skipped + totals.Failed + totals.NotPublished + totals.NotAttempted + totals.WouldCopy;
            if (sum != totals.Planned)
            {
                report.Add($"seed {seed}: {sum} of {totals.Planned} {status}");
            }
        }

        Assert.True(report.Count == 0, string.Join("\n", report));
    }

    [Fact]
    public async Task A_way_that_moved_nothing_is_not_charged_again()
    {
        Source.Put("a", Bytes(100_000));
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = static key => key == "a", StatusCode = 405, Code = "MethodNotAllowed" });
        Source.Put("b", Bytes(10));
        Source.DenyCopyOf(static key => key == "a");
        ArchiveCollectionResult result = await CollectAsync(static options => options.Sanity.MaxBytesThroughClient = 300_000);
        Assert.True(result.Error is null && result.Totals.Failed == 1, $"moved {result.Measurements.BytesReceived + result.Measurements.BytesSent}{Say(result)}");
    }

    private sealed class PretendingStrategy : ObjectTransferStrategy
    {
        public override string Name => "pretending";

        public override TransferPath Path => TransferPath.Memory;

        protected override ValueTask<TransferAttempt> TransferAsync(PlannedTransfer item, TransferContext context, CancellationToken cancellationToken) => new(TransferAttempt.Copied(item));
    }
}
