using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.S5cmd;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>s5cmd on a store nobody here wrote: the real tools where there are any, and the stand-in.</summary>
public sealed class CephS5cmdTests : IAsyncLifetime
{
    private string _directory = null!;
    private CephStore _ceph = null!;

    public static TheoryData<string> Tools => ["stand-in", .. RealS5cmd.Paths];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        // Where there is no store the test is skipped here, and nothing of it is there to be removed.
        _ceph = CephStore.Open();
        _directory = Directory.CreateTempSubdirectory("archivetransfer-test-").FullName;
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        if (_ceph is not null)
        {
            await _ceph.DisposeAsync();
            Directory.Delete(_directory, recursive: true);
        }
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Thousands_of_objects_arrive_with_content_metadata_and_content_type(string tool)
    {
        // The stand-in, which runs in every gate, need not show it as often as the real ones.
        int count = tool == "stand-in" ? 500 : 3_000;
        var (source, lake) = await BucketsAsync();
        var keys = Enumerable.Range(0, count).Select(static i => $"data/spot/{i:D5}.zip").ToArray();
        await PutAsync(source, keys);

        var (result, outcomes) = await CollectAsync(tool, source, lake);

        Assert.Equal((ArchiveCollectionStatus.Succeeded, count), (result.Status, result.Totals.Copied));
        Assert.Equal([TransferStrategyNames.S5cmd], result.Strategies.Select(static strategy => strategy.Strategy));
        Assert.All(outcomes.Values, static outcome => Assert.Equal(VerificationEvidence.ETag, outcome.Evidence));
        Assert.Equal(count, result.Measurements.Requests["CopyObject"]);
        Assert.DoesNotContain("HeadObject", result.Measurements.Requests.Keys);
        await AssertSameAsync(lake, keys);

        var (again, _) = await CollectAsync(tool, source, lake);
        Assert.Equal((0, count), (again.Totals.Copied, again.Totals.Skipped));
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task Missing_denied_and_hostile_keys_end_in_one_true_outcome_each(string tool)
    {
        var (source, lake) = await BucketsAsync();
        string[] hostile =
        [
            "it's", "\"quoted\"", "back\\slash", "$HOME`id`", "a#b", "#a", "star*?", "[br]{ace}", "-dash", "--raw", "tab\tkey", "a//b", "./a/../b", "%20+é", "日本語/\U0001F600", "a&b<c>", "s3://x/y", "end'", "\u0001control",
        ];
        string[] gated = ["sp ace.zip", "new\nline", "dir/"];
        var plain = Enumerable.Range(0, 100).Select(static i => $"plain/{i:D3}").ToArray();
        var denied = Enumerable.Range(0, 20).Select(static i => $"denied/{i:D3}").ToArray();
        var missing = Enumerable.Range(0, 20).Select(static i => $"missing/{i:D3}").ToArray();
        await PutAsync(source, [.. hostile, .. gated, .. plain, .. denied]);
        await DenyAsync(source, "denied/");

        var (result, outcomes) = await CollectAsync(tool, source, lake, new ArchiveCollectionComponents
        {
            Source = new NamedObjects([.. hostile, .. gated, .. plain, .. denied, .. missing]),
        });

        Assert.Equal((ArchiveCollectionStatus.PartiallySucceeded, 40), (result.Status, result.Totals.Failed));
        Assert.All(denied, key => Assert.Equal(TransferErrorCodes.AccessDenied, outcomes[key].Error?.Code));
        Assert.All(missing, key => Assert.Equal(TransferErrorCodes.SourceNotFound, outcomes[key].Error?.Code));
        Assert.All([.. hostile, .. plain], key => Assert.Equal((key, TransferStatus.Copied, TransferStrategyNames.S5cmd), (key, outcomes[key].Status, outcomes[key].Strategy)));
        Assert.All(gated, key => Assert.Equal((key, TransferStatus.Copied, TransferStrategyNames.ServerSideCopy), (key, outcomes[key].Status, outcomes[key].Strategy)));
        await AssertSameAsync(lake, [.. hostile, .. gated, .. plain]);
    }

    [Theory]
    [MemberData(nameof(Tools))]
    public async Task A_blank_and_a_plus_sign_are_two_keys_and_each_arrives_with_its_own_content(string tool)
    {
        var (source, lake) = await BucketsAsync();
        string[] keys = ["sp ace.zip", "sp%20ace.zip", "sp+ace.zip"];
        await PutAsync(source, keys);

        var (result, outcomes) = await CollectAsync(tool, source, lake);

        Assert.Equal((ArchiveCollectionStatus.Succeeded, 3), (result.Status, result.Totals.Copied));
        Assert.Equal(TransferStrategyNames.S5cmd, outcomes["sp+ace.zip"].Strategy);
        Assert.Contains("s5cmd: source key has a blank", outcomes["sp ace.zip"].Decision, StringComparison.Ordinal);
        await AssertSameAsync(lake, keys);
    }

    [Fact]
    public async Task Without_the_gate_the_other_object_would_have_arrived()
    {
        Assert.SkipWhen(RealS5cmd.Paths.Count == 0, RealS5cmd.Missing);
        var (source, lake) = await BucketsAsync();
        await PutAsync(source, ["sp ace.zip", "sp+ace.zip"]);

        using var process = ToolProcess.Start(
            RealS5cmd.Paths[0],
            ["--json", "cp", "--raw", $"s3://{source}/sp ace.zip", $"s3://{lake}/copy.zip"],
            new Dictionary<string, string> { ["AWS_ACCESS_KEY_ID"] = "AKDST", ["AWS_SECRET_ACCESS_KEY"] = "SKDST", ["AWS_REGION"] = "us-east-1", ["S3_ENDPOINT_URL"] = $"{_ceph.Endpoint.Scheme}://{_ceph.Endpoint.Authority}" });
        Assert.Equal(0, (await process.WaitAsync()).ExitCode);

        using var store = _ceph.Seam(_ceph.Collector);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(Content("sp+ace.zip"))), await Sha256Async(store, lake, "copy.zip"));
    }

    private async Task<(string Source, string Lake)> BucketsAsync() =>
        (await _ceph.AddBucketAsync(_ceph.Publisher, isPublic: true), await _ceph.AddBucketAsync(_ceph.Collector));

    private static byte[] Content(string key)
    {
        var bytes = new byte[200 + key.Length];
        new Random(key.Aggregate(17, static (hash, c) => (hash * 31) + c)).NextBytes(bytes);
        return bytes;
    }

    private async Task PutAsync(string bucket, IEnumerable<string> keys)
    {
        using var store = _ceph.Seam(_ceph.Publisher);
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (key, token) =>
        {
            var attributes = new WriteAttributes { Headers = new ObjectHeaders { ContentType = $"text/x-{key.Length}", Metadata = [new("size", $"{key.Length}")] } };
            var put = await store.PutAsync(new PutRequest(new ObjectAddress(bucket, key), StoreBody.Buffered(Content(key)), attributes), token);
            Assert.True(put.IsSuccess, put.Error?.ToString());
        });
    }

    private async Task DenyAsync(string bucket, string prefix) => await _ceph.Publisher.PutBucketPolicyAsync(bucket, $$"""
        {"Version":"2012-10-17","Statement":[
          {"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{bucket}}/*"]},
          {"Effect":"Deny","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{bucket}}/{{prefix}}*"]},
          {"Effect":"Allow","Principal":"*","Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::{{bucket}}"]}]}
        """, Cancellation);

    private async Task AssertSameAsync(string lake, IReadOnlyCollection<string> keys)
    {
        using var store = _ceph.Seam(_ceph.Collector);
        Assert.Equal(keys.Order(StringComparer.Ordinal), (await _ceph.ListAsync(_ceph.Collector, lake)).Select(static item => item.Key).Order(StringComparer.Ordinal));
        var wrong = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = 16, CancellationToken = Cancellation }, async (key, token) =>
        {
            var head = (await store.HeadAsync(new HeadRequest(new ObjectAddress(lake, key)), token)).Value;
            if ((head.Headers.ContentType, head.Headers.Metadata.SingleOrDefault().Value) != ($"text/x-{key.Length}", $"{key.Length}")
                || await Sha256Async(store, lake, key) != Convert.ToHexString(SHA256.HashData(Content(key))))
            {
                wrong.Add(key);
            }
        });
        Assert.Empty(wrong);
    }

    private static async Task<string> Sha256Async(SdkObjectStore store, string bucket, string key)
    {
        using var body = (await store.GetAsync(new GetRequest(new ObjectAddress(bucket, key), 0, 200 + key.Length + 100), Cancellation)).Value;
        return Convert.ToHexString(await SHA256.HashDataAsync(body.Content, Cancellation));
    }

    private async Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> CollectAsync(
        string tool, string source, string lake, ArchiveCollectionComponents? components = null)
    {
        components ??= new ArchiveCollectionComponents();
        components.DestinationCredentials = CephStore.CollectorCredentials;
        await using var workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                options.Source.Bucket = source;
                options.Source.ServiceUrl = _ceph.Endpoint;
                options.Source.Anonymous = true;
                options.Destination.Bucket = lake;
                options.Destination.ServiceUrl = _ceph.Endpoint;
                options.MaxConcurrency = 32;
                options.Tags = TagHandling.Any;
                options.S5cmd.Preferred = true;
                options.S5cmd.ExecutablePath = tool == "stand-in" ? FakeS5cmd.Install(_directory) : tool;
                options.Sanity.FailureStormThreshold = 1_000;
            },
            components);
        var outcomes = new Dictionary<string, TransferOutcome>(StringComparer.Ordinal);
        var result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (outcome, _) =>
                {
                    // Throws for a second outcome of the same object.
                    outcomes.Add(outcome.Source.Key, outcome);
                    return default;
                },
            },
            Cancellation);
        Assert.Equal(result.Totals.Planned, outcomes.Count);
        return (result, outcomes);
    }

    /// <summary>Names objects, whether they are there or not.</summary>
    private sealed class NamedObjects(IReadOnlyCollection<string> keys) : IArchiveSource
    {
        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (var key in keys)
            {
                yield return new ArchiveObject { Key = key, Size = 200 + key.Length };
            }
        }
    }
}
