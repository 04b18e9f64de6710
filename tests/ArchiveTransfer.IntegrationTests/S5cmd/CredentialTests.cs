using System.Globalization;
using Amazon.Runtime;
using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Credentials reach the child by its environment, in time, and come out of it nowhere.</summary>
public sealed class CredentialTests : S5cmdCollectionTest
{
    [Theory]
    [InlineData("echo-secret")]
    [InlineData("echo-secret,panic:3")]
    [InlineData("echo-secret,hang:2")]
    public async Task Logs_outcomes_and_warnings_never_contain_one_even_where_the_child_writes_it(string behaviour)
    {
        PutMany(12);
        Source.DenyReadOf(static key => key.StartsWith("00003", StringComparison.Ordinal));
        S3Identity identity = Simulator.AddIdentity("temporary", withSessionToken: true);
        Lake.Grant(identity, read: true, list: true, write: true);
        ArchiveCollectionComponents parts = Parts(new S5cmdSettings { Watchdog = TimeSpan.FromSeconds(5) });
        parts.DestinationCredentials = new SessionAWSCredentials(identity.AccessKey, identity.SecretKey, identity.SessionToken);

        // Alone, so that what the child says of a denied object is the last word on it.
        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            By(StandIn(behaviour), static options => (options.DirectEngine, options.OperationMode) = (DirectEngine.S5cmd, OperationMode.DirectSync)), parts);

        Assert.Equal(12, result.Totals.Planned);
        string everything = string.Join('\n', [.. Log.Lines, .. result.Warnings, .. outcomes.Values.Select(static outcome => $"{outcome} {outcome.Error?.Message} {outcome.Decision}"), $"{result.Error?.Message}"]);
        Assert.Contains("s5cmd process", everything, StringComparison.Ordinal);
        Assert.DoesNotContain(identity.SecretKey, everything, StringComparison.Ordinal);
        Assert.DoesNotContain(identity.SessionToken!, everything, StringComparison.Ordinal);
        if (behaviour != "echo-secret")
        {
            // The last words of a child that died are logged.
            Assert.Contains("***", everything, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Arguments_of_the_child_never_contain_one()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Arguments of processes are read from /proc.");
        PutMany(30);
        var seen = new List<string>();
        using var watching = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        Simulator.Shape(new S3Shaping { OperationLatency = new Dictionary<string, TimeSpan> { ["CopyObject"] = TimeSpan.FromMilliseconds(20) } });
        await using ArchiveCollectionWorkflow workflow = Workflow(By(StandIn(), static options => options.BatchSize = 2), Parts());

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = async (_, token) =>
                {
                    string started = Log.Lines.First(static line => line.Contains("s5cmd process", StringComparison.Ordinal));
                    int id = int.Parse(started.Split("process ")[1].Split(' ')[0], CultureInfo.InvariantCulture);
                    if (File.Exists($"/proc/{id}/cmdline"))
                    {
                        seen.Add((await File.ReadAllTextAsync($"/proc/{id}/cmdline", token)).Replace('\0', ' '));
                    }
                },
            },
            Cancellation);
        AssertAllByS5cmd(await running, 30);

        // The first outcomes come when everything was copied; the child may have ended by then.
        Assert.All(seen, line =>
        {
            Assert.DoesNotContain(Collector.SecretKey, line, StringComparison.Ordinal);
            Assert.DoesNotContain(Collector.AccessKey, line, StringComparison.Ordinal);
        });
        Assert.Equal(
            ["--json", "--numworkers", "2", "--retry-count", "0", "run"],
            S5cmdEnvironment.Arguments(2, requesterPays: false));
    }

    [Fact]
    public async Task Other_credentials_mean_another_child()
    {
        PutMany(40);
        S3Identity other = Simulator.AddIdentity("other");
        Lake.Grant(other, read: true, list: true, write: true);
        ArchiveCollectionComponents parts = Parts(new S5cmdSettings { CredentialInterval = TimeSpan.Zero });
        int asked = 0;
        parts.DestinationCredentials = new ChangingCredentials(() => Interlocked.Increment(ref asked) < 25 ? Collector : other);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn()), parts);

        AssertAllByS5cmd(result, 40);
        Assert.Equal(2, ChildrenStarted);
        Assert.All([Collector, other], identity => Assert.Contains(Simulator.Requests, request => request.Operation == "CopyObject" && request.AccessKey == identity.AccessKey));
    }

    [Fact]
    public async Task Credentials_that_the_store_takes_no_more_are_asked_for_again()
    {
        PutMany(20);
        S3Identity fresh = Simulator.AddIdentity("fresh");
        Lake.Grant(fresh, read: true, list: true, write: true);
        using IDisposable expired = Simulator.Inject(new S3Fault { Kind = S3Fault.ExpiredToken, Operation = "CopyObject", AccessKey = Collector.AccessKey, Skip = 5 });
        ArchiveCollectionComponents parts = Parts();
        parts.DestinationCredentials = new ChangingCredentials(() => Simulator.Requests.Any(static request => request.ErrorCode == "ExpiredToken") ? fresh : Collector);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn(), static options => options.MaxConcurrency = 4), parts);

        AssertAllByS5cmd(result, 20);
        Assert.Equal(2, ChildrenStarted);
    }

    private sealed class ChangingCredentials(Func<S3Identity> current) : AWSCredentials
    {
        public override ImmutableCredentials GetCredentials()
        {
            S3Identity identity = current();
            return new ImmutableCredentials(identity.AccessKey, identity.SecretKey, identity.SessionToken);
        }
    }
}
