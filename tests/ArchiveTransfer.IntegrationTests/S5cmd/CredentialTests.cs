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
    public async Task Logs_outcomes_and_warnings_never_contain_one_even_where_the_child_writes_it(string behaviour)
    {
        PutMany(12);
        Source.DenyReadOf(static key => key.StartsWith("00003", StringComparison.Ordinal));
        S3Identity identity = Simulator.AddIdentity("temporary", withSessionToken: true);
        Lake.Grant(identity, read: true, list: true, write: true);
        ArchiveCollectionComponents parts = Parts();
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
    public async Task Arguments_of_the_child_never_contain_one_and_its_environment_is_its_own()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Arguments and environments of processes are read from /proc.");
        PutMany(100);
        using var stalled = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall, Operation = "CopyObject", Skip = 20 });
        using var cancellation = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using ArchiveCollectionWorkflow workflow = Workflow(
            By(StandIn(), static options => (options.BatchSize, options.SettleTimeout) = (2, TimeSpan.FromMilliseconds(100))), Parts());

        Task<ArchiveCollectionResult> running = workflow.ExecuteAsync(cancellation.Token);
        while (Lake.Count < 20)
        {
            await Task.Delay(10, Cancellation);
        }

        string started = Log.Lines.First(static line => line.Contains("s5cmd process", StringComparison.Ordinal));
        string process = $"/proc/{int.Parse(started.Split("process ")[1].Split(' ')[0], CultureInfo.InvariantCulture)}";
        string arguments = (await File.ReadAllTextAsync($"{process}/cmdline", Cancellation)).Replace('\0', ' ');
        string[] environment = (await File.ReadAllTextAsync($"{process}/environ", Cancellation)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        await cancellation.CancelAsync();
        await Assert.ThrowsAsync<ArchiveCollectionCanceledException>(() => running);

        Assert.EndsWith("--json --numworkers 2 --retry-count 0 run ", arguments, StringComparison.Ordinal);
        Assert.DoesNotContain(Collector.SecretKey, arguments, StringComparison.Ordinal);
        Assert.DoesNotContain(Collector.AccessKey, arguments, StringComparison.Ordinal);
        Assert.Contains($"AWS_SECRET_ACCESS_KEY={Collector.SecretKey}", environment);
        string[] own = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_REGION", "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_EC2_METADATA_DISABLED", "S3_ENDPOINT_URL"];
        Assert.Equal(own.Order(StringComparer.Ordinal), environment.Select(static variable => variable.Split('=')[0]).Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("S3_", StringComparison.Ordinal)).Where(static name => name != "AWS_CA_BUNDLE").Order(StringComparer.Ordinal));
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
