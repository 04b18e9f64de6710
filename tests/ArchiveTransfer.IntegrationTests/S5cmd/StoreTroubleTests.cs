using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What the store does to the child's requests comes out as it does for the library's own.</summary>
public sealed class StoreTroubleTests : S5cmdCollectionTest
{
    public static TheoryData<string> Tools => ["stand-in", .. RealS5cmd.Paths];

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Missing_denied_and_hostile_keys_end_in_one_true_outcome_each(string tool)
    {
        string[] hostile = ["it's", "\"quoted\"", "back\\slash", "$HOME `id`", "a#b", "#a", "star*?", "[br]{ace}", "-dash", "--raw", "tab\tkey", "a//b", "/lead", "./a/../b", "%20+é", "日本語/\U0001F600", "a&b<c>", "s3://x/y", "end'"];
        foreach (string key in hostile.Select(static key => key.Replace(" ", "_", StringComparison.Ordinal)))
        {
            // The stand-in sends by the SDK, which loses a leading slash.
            if (tool != "stand-in" || key[0] != '/')
            {
                Source.Put(key, Bytes(20, key.Length));
            }
        }

        string[] gated = ["sp ace", "line\nfeed", "folder/"];
        foreach (string key in gated)
        {
            Source.Put(key, Bytes(30, key.Length));
        }

        PutMany(50, "plain/");
        PutMany(20, "denied/");
        PutMany(20, "vanishing/");
        Source.DenyReadOf(static key => key.StartsWith("denied/", StringComparison.Ordinal));

        // Listed, and gone when it is copied.
        using IDisposable vanishing = Simulator.Inject(new S3Fault
        {
            Kind = S3Fault.Error,
            Operation = "CopyObject",
            Keys = static key => key.StartsWith("vanishing/", StringComparison.Ordinal),
            StatusCode = 404,
            Code = "NoSuchKey",
        });

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(Tool(tool), options => options.Sanity.FailureStormThreshold = 1_000);

        Assert.Equal(
            [],
            outcomes.Where(static entry => entry.Value.Error is not null && !entry.Key.StartsWith("denied/", StringComparison.Ordinal) && !entry.Key.StartsWith("vanishing/", StringComparison.Ordinal))
                .Select(static entry => entry.Value.Error!.Message));
        Assert.Equal((ArchiveCollectionStatus.PartiallySucceeded, 40), (result.Status, result.Totals.Failed));
        Assert.All(outcomes.Where(static entry => entry.Key.StartsWith("denied/", StringComparison.Ordinal)), static entry => Assert.Equal(TransferErrorCodes.AccessDenied, entry.Value.Error?.Code));
        Assert.All(outcomes.Where(static entry => entry.Key.StartsWith("vanishing/", StringComparison.Ordinal)), static entry => Assert.Equal(TransferErrorCodes.SourceNotFound, entry.Value.Error?.Code));
        foreach ((string key, TransferOutcome outcome) in outcomes.Where(static entry => entry.Value.Error is null))
        {
            Assert.Equal((key, gated.Contains(key) ? TransferStrategyNames.ServerSideCopy : TransferStrategyNames.S5cmd), (key, outcome.Strategy));
            Assert.Equal(Source.Get(key)!.ComputeSha256(), Lake.Get(key)!.ComputeSha256());
            Assert.Equal(Source.Get(key)!.Headers.OrderBy(static header => header.Key), Lake.Get(key)!.Headers.OrderBy(static header => header.Key));
        }
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Throttling_and_passing_errors_are_repeated_by_the_library(string tool)
    {
        PutMany(80);
        using IDisposable throttled = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, Operation = "CopyObject", Probability = 0.2 });
        using IDisposable failing = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "CopyObject", Probability = 0.1 });
        using IDisposable inOk = Simulator.Inject(new S3Fault { Kind = S3Fault.ErrorInOk, Operation = "CopyObject", Probability = 0.1 });

        (ArchiveCollectionResult result, _) = await CollectByAsync(Tool(tool), static options => options.Retry.MaxRetryAttempts = 20);

        AssertAllByS5cmd(result, 80);
        Assert.True(result.Measurements.Throttles > 0);
        Assert.True(result.Measurements.Retries > 0);
        Assert.Equal(Simulator.ReadCounters().Requests.OrderBy(static entry => entry.Key, StringComparer.Ordinal), result.Measurements.Requests.OrderBy(static entry => entry.Key, StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Copies_whose_answer_is_lost_are_looked_for_in_the_listing(string tool)
    {
        PutMany(60);
        using IDisposable lost = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetAfterAct, Operation = "CopyObject", Probability = 0.3 });
        using IDisposable empty = Simulator.Inject(new S3Fault { Kind = S3Fault.EmptyOk, Operation = "CopyObject", Probability = 0.2 });
        using IDisposable before = Simulator.Inject(new S3Fault { Kind = S3Fault.ResetBeforeAct, Operation = "CopyObject", Probability = 0.2 });

        (ArchiveCollectionResult result, _) = await CollectByAsync(Tool(tool), static options => options.Retry.MaxRetryAttempts = 20);

        AssertAllByS5cmd(result, 60);
        Assert.DoesNotContain("HeadObject", result.Measurements.Requests.Keys);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_source_that_changed_after_it_was_listed_is_a_failure_that_says_so(string tool)
    {
        PutMany(10);
        var changed = false;

        // The child sends no condition: it copies whatever is there.
        await using ArchiveCollectionWorkflow workflow = Workflow(By(Tool(tool)), new ArchiveCollectionComponents { Source = new ChangingSource(this, () => changed = true) });
        ArchiveCollectionResult result = await workflow.ExecuteAsync(Cancellation);

        Assert.True(changed);
        Assert.Equal((9, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal([TransferErrorCodes.SourceChanged], result.FailureCounts.Keys);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_destination_whose_ETags_are_no_MD5s_is_proven_by_size_and_says_so(string tool)
    {
        PutMany(30);
        Lake.DefaultKms = true;

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(Tool(tool));

        AssertAllByS5cmd(result, 30);
        Assert.All(outcomes.Values, static outcome =>
        {
            Assert.Equal(VerificationEvidence.SizeOnly, outcome.Evidence);
            Assert.NotNull(outcome.EvidenceReason);
        });
        Assert.InRange(result.Measurements.Requests["HeadObject"], 1, 12);
    }

    private string Tool(string tool) => tool == "stand-in" ? StandIn() : tool;

    /// <summary>Changes an object once it has told of it.</summary>
    private sealed class ChangingSource(StoreTroubleTests test, Action changed) : IArchiveSource
    {
        public ArchiveSourceOrder Order => ArchiveSourceOrder.DestinationKey;

        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (string key in test.Source.Keys.ToArray())
            {
                S3StoredObject told = test.Source.Get(key)!;
                if (key.StartsWith("00007", StringComparison.Ordinal))
                {
                    test.Source.Put(key, Bytes((int)told.Size, seed: 4711));
                    changed();
                }

                yield return new ArchiveObject { Key = key, Size = told.Size, ETag = told.ETag, LastModified = told.LastModified };
            }
        }
    }
}
