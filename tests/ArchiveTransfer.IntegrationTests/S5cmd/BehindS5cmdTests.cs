using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What is behind s5cmd when the store refuses it, or the tool dies.</summary>
public sealed class BehindS5cmdTests : S5cmdCollectionTest
{
    [Theory]
    [InlineData(OperationMode.Auto, 403, false)]
    [InlineData(OperationMode.Hybrid, 500, true)]
    [InlineData(OperationMode.Hybrid, 500, false)]
    public async Task Where_s5cmd_is_the_only_direct_way_no_other_kind_of_way_is_taken_without_leave(OperationMode mode, int status, bool fallback)
    {
        PutMany(5);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", StatusCode = status, Code = status == 403 ? "AccessDenied" : "InternalError" });
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(StandIn(), options =>
        {
            (options.OperationMode, options.EnableFallback, options.DirectEngine) = (mode, fallback, DirectEngine.S5cmd);
            options.Retry.MaxRetryAttempts = 1;
        });
        Assert.True(result.Measurements.BytesReceived == 0, $"EnableFallback {fallback}, {mode}: {result.Totals.Copied} copied, {result.Measurements.BytesReceived} bytes received\n{string.Join("\n", outcomes.Values.Select(static o => o.Decision).Distinct())}");
    }

    [Fact]
    public async Task Random_refusals_behind_s5cmd_end_and_balance()
    {
        var report = new List<string>();
        for (int seed = 0; seed < 4; seed++)
        {
            var random = new Random(seed);
            await using S3Simulator simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
            S3Bucket archive = simulator.AddBucket("archive", simulator.AddIdentity("p"), isPublic: true);
            simulator.AddBucket("lake");
            archive.AddVirtual(150, index => $"{index:D5}", index => index % 40 == 3 ? (80 << 20) + 1 : 10);
            int Number(string key) => int.TryParse(key, out int number) ? number : 0;
            (int denied, int failing, int unreadable, bool all) = (random.Next(2, 9), random.Next(2, 9), random.Next(2, 9), random.Next(3) == 0);
            archive.DenyCopyOf(key => all || Number(key) % denied == 0);
            simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Keys = key => Number(key) % failing == 1, StatusCode = random.Next(2) == 0 ? 500 : 501, Code = "NotImplemented" });
            simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject", Keys = key => Number(key) % unreadable == 1, StatusCode = 403, Code = "AccessDenied" });
            using var cancel = new CancellationTokenSource();
            int end = random.Next(4) == 0 ? random.Next(150) : int.MaxValue;
            int seen = 0;
            string tool = StandIn(random.Next(4) == 0 ? "die:7" : "");
            await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
                By(tool, options =>
                {
                    (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Anonymous) = ("archive", simulator.Endpoint, true);
                    (options.Destination.Bucket, options.Destination.ServiceUrl) = ("lake", simulator.Endpoint);
                    options.Retry.MaxRetryAttempts = 1;
                    options.MaxConcurrency = random.Next(3) == 0 ? 1 : random.Next(2, 65);
                    options.OperationMode = (OperationMode)random.Next(3);
                    options.DirectEngine = random.Next(3) == 0 ? DirectEngine.S5cmd : DirectEngine.Auto;
                    options.Sanity.MaxBytesThroughClient = random.Next(3) == 0 ? random.Next(0, 3_000) : null;
                }),
                new ArchiveCollectionComponents { DestinationCredentials = CredentialsOf(simulator.Owner) });
            ArchiveCollectionTotals totals;
            try
            {
                totals = (await EndAsync(workflow.ExecuteAsync(
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
                    cancel.Token), () => simulator.ReadCounters().Requests.Values.Sum())).Totals;
            }
            catch (ArchiveCollectionCanceledException canceled)
            {
                totals = canceled.Result.Totals;
            }
            catch (TimeoutException)
            {
                report.Add($"seed {seed}: STUCK");
                continue;
            }

            long sum = totals.Copied + totals.Skipped + totals.Failed + totals.NotPublished + totals.NotAttempted + totals.WouldCopy;
            report.AddRange(sum == totals.Planned ? [] : [$"seed {seed}: {sum} of {totals.Planned}"]);
        }

        Assert.True(report.Count == 0, string.Join("\n", report));
    }
}
