using System.Reflection;
using System.Text.Json;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Faults;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Which requests a fault strikes.</summary>
public sealed class FaultSelectionTests : FaultTest
{
    [Fact]
    public async Task A_fault_strikes_its_keys_after_its_skips_and_as_often_as_it_says()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Keys = static key => key == "a", Skip = 1, Times = 2 });

        Assert.Equal([200, 200, 500, 200, 500, 200], await PutAsync("a", "b", "a", "b", "a", "a"));
    }

    [Fact]
    public async Task Per_key_each_key_has_its_own_skips_and_times()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, PerKey = true, Skip = 1, Times = 1 });

        Assert.Equal([200, 200, 500, 500, 200, 200], await PutAsync("a", "b", "a", "b", "a", "b"));
    }

    [Fact]
    public async Task A_burst_strikes_what_comes_next_under_its_prefix()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.SlowDown, KeyPrefix = "hot/", Probability = 0.1, Burst = 5 });
        var keys = Enumerable.Range(0, 200).Select(static i => $"hot/{i}").ToArray();

        var statuses = await PutAsync(keys);

        Assert.All(await PutAsync("cold/1", "cold/2", "cold/3"), static status => Assert.Equal(200, status));
        var runs = string.Concat(statuses.Select(static status => status == 503 ? 'x' : ' ')).TrimEnd('x').Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Assert.NotEmpty(runs);
        Assert.All(runs, static run => Assert.Equal(0, run.Length % 5));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(64)]
    public async Task The_same_seed_strikes_the_same_keys_in_whatever_order_they_come(int workers)
    {
        var first = await StruckAsync(seed: 1, workers, order: 1);
        var again = await StruckAsync(seed: 1, workers: 64, order: 2);
        var other = await StruckAsync(seed: 2, workers, order: 1);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count, 200, 400);

        // Two requests of each key, each with chances of its own.
        static async Task<List<string>> StruckAsync(int seed, int workers, int order)
        {
            await using var simulator = await S3Simulator.StartAsync(options => options.Seed = seed, Cancellation);
            simulator.AddBucket("bucket");
            using var fault = simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "PutObject", Probability = 0.5 });
            using var raw = new RawClient(simulator.Endpoint, simulator.Owner);
            var keys = Enumerable.Range(0, 300).ToArray();
            new Random(order).Shuffle(keys);
            await Parallel.ForEachAsync(keys, new ParallelOptions { MaxDegreeOfParallelism = workers, CancellationToken = Cancellation }, async (key, token) =>
            {
                await raw.SendAsync(HttpMethod.Put, $"/bucket/{key}", token, []);
                await raw.SendAsync(HttpMethod.Put, $"/bucket/{key}", token, []);
            });

            var attempts = new Dictionary<string, int>();
            return [.. simulator.Requests
                .Select(request => (Name: $"{request.Key}#{attempts[request.Key!] = attempts.GetValueOrDefault(request.Key!) + 1}", request.StatusCode))
                .Where(static request => request.StatusCode == 500)
                .Select(static request => request.Name)
                .Order(StringComparer.Ordinal)];
        }
    }

    [Fact]
    public async Task Pages_are_struck_by_where_they_start()
    {
        PutMany([.. Enumerable.Range(0, 60).Select(static i => $"{i:D2}")]);
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectsV2", Probability = 0.5, PerKey = true, Times = 1 });

        var first = await WalkAsync();
        using var unrelated = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "GetObject" });
        fault.Dispose();
        await using var same = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        using var again = same.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectsV2", Probability = 0.5, PerKey = true, Times = 1 });

        // The pages of another listing in between change nothing.
        var bucket = same.AddBucket("bucket");
        foreach (var key in Bucket.Keys)
        {
            bucket.Put(key, Bytes("x"));
        }

        using var raw = new RawClient(same.Endpoint, same.Owner);
        await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2&max-keys=7", Cancellation);
        Assert.Equal(first, await WalkAsync(raw));
        Assert.Contains(first, static page => page.EndsWith("500", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Data_alone_says_whom_a_fault_strikes()
    {
        var other = Simulator.AddIdentity("other");
        Simulator.AddBucket("second");
        var struck = new List<string>();
        foreach (var fault in (S3Fault[])
        [
            new() { Kind = S3Fault.Error, Bucket = "second" },
            new() { Kind = S3Fault.Error, KeyPrefix = "a/" },
            new() { Kind = S3Fault.Error, AccessKey = other.AccessKey },
            new() { Kind = S3Fault.Error, Header = "X-Amz-Tagging" },
            new() { Kind = S3Fault.Error, Header = "x-amz-checksum-*" },
        ])
        {
            var copy = JsonSerializer.Deserialize<S3Fault>(JsonSerializer.Serialize(fault))!;
            Assert.Equal(fault, copy);
            using var armed = Simulator.Inject(copy);
            struck.Add(string.Concat(
                await StatusAsync("/second/b"),
                await StatusAsync("/bucket/a/b"),
                await StatusAsync("/bucket/b", other),
                await StatusAsync("/bucket/b", null, ("x-amz-tagging", "a=b")),
                await StatusAsync("/bucket/b", null, ("x-amz-checksum-crc32", "AAAAAA==")),
                await StatusAsync("/bucket/b")));
        }

        Assert.Equal(["x.....", ".x....", "..x...", "...x..", "....x."], struck);

        async Task<char> StatusAsync(string target, S3Identity? identity = null, params (string, string)[] headers)
        {
            using var raw = new RawClient(Simulator.Endpoint, identity ?? Simulator.Owner);
            return (await raw.SendAsync(HttpMethod.Put, target, Cancellation, [], null, headers)).Status == 500 ? 'x' : '.';
        }
    }

    [Fact]
    public async Task Of_several_faults_the_first_that_strikes_counts_and_a_disposed_one_strikes_no_more()
    {
        var first = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, StatusCode = 418, Code = "Teapot", Skip = 1 });
        using var second = Simulator.Inject(new S3Fault { Kind = S3Fault.Error });

        var statuses = await PutAsync("a", "a");
        first.Dispose();
        statuses.AddRange(await PutAsync("a"));

        Assert.Equal([500, 418, 500], statuses);
        Assert.Equal(3, Simulator.ReadCounters().Faults);
    }

    [Fact]
    public void The_menu_holds_the_constants_and_nothing_else()
    {
        var constants = typeof(S3Fault).GetFields(BindingFlags.Public | BindingFlags.Static).Where(static field => field.IsLiteral).Select(static field => (string)field.GetRawConstantValue()!);

        Assert.Equal(constants.Order(StringComparer.Ordinal), FaultMenu.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_kind_that_does_not_exist_is_refused_with_those_that_do() =>
        Assert.Contains(S3Fault.CutBody, Assert.Throws<ArgumentException>(() => Simulator.Inject(new S3Fault { Kind = "typo" })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData(S3Fault.CutBody, "PutObject")]
    [InlineData(S3Fault.CutUpload, "GetObject")]
    [InlineData(S3Fault.CutBody, "PutObjectRetention")]
    [InlineData(S3Fault.TruncatedXml, "PutBucketVersioning")]
    [InlineData(S3Fault.StallBody, "RestoreObject")]
    [InlineData(S3Fault.TruncatedXml, "GetObject")]
    [InlineData(S3Fault.CorruptBody, "HeadObject")]
    [InlineData(S3Fault.StaleHead, "GetObject")]
    [InlineData(S3Fault.MissingKeys, "ListParts")]
    [InlineData(S3Fault.RepeatToken, "ListObjects")]
    [InlineData(S3Fault.NoSuchUpload, "UploadPart")]
    [InlineData(S3Fault.ConditionalConflict, "GetObject")]
    [InlineData(S3Fault.Error, "CopyObjects")]
    public void A_kind_that_an_operation_cannot_meet_is_refused(string kind, string operation) =>
        Assert.Contains(operation, Assert.Throws<ArgumentException>(() => Simulator.Inject(new S3Fault { Kind = kind, Operation = operation })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("CreateBucket")]
    [InlineData("PutBucketVersioning")]
    [InlineData("PutObjectLockConfiguration")]
    [InlineData("PutObjectRetention")]
    [InlineData("PutObjectLegalHold")]
    [InlineData("RestoreObject")]
    public async Task Every_operation_that_takes_a_body_can_lose_it(string operation)
    {
        Bucket.HasObjectLock = true;
        Bucket.Put("a", Bytes("x"));
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.CutUpload, Operation = operation, Bytes = 3 });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var (method, target) = operation switch
        {
            "CreateBucket" => (HttpMethod.Put, "/new"),
            "PutBucketVersioning" => (HttpMethod.Put, "/bucket?versioning"),
            "PutObjectLockConfiguration" => (HttpMethod.Put, "/bucket?object-lock"),
            "PutObjectRetention" => (HttpMethod.Put, "/bucket/a?retention"),
            "PutObjectLegalHold" => (HttpMethod.Put, "/bucket/a?legal-hold"),
            _ => (HttpMethod.Post, "/bucket/a?restore"),
        };

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => raw.SendAsync(method, target, Cancellation, Bytes("<a></a>")));

        Assert.Equal((operation, 0), (Simulator.Requests.Single().Operation, Simulator.Requests.Single().StatusCode));
        Assert.Null(Simulator.FindBucket("new"));
    }

    [Fact]
    public async Task A_predicate_that_throws_is_answered_with_what_it_threw()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Keys = static key => key[0] == 'a' });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation);

        Assert.Equal(500, answer.Status);
        Assert.Contains("Keys of a fault 'error' threw IndexOutOfRangeException", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_client_that_leaves_a_stalled_upload_is_noticed()
    {
        using var fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Stall });
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        var putting = raw.SendAsync(HttpMethod.Put, "/bucket/a", patience.Token, new byte[10_000_000]);
        while (Simulator.ReadCounters().Requests.Count == 0)
        {
            await Task.Delay(5, Cancellation);
        }

        await patience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => putting);
        while (Simulator.Requests.Count == 0)
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.Equal(0, Simulator.Requests.Single().StatusCode);
    }

    [Fact]
    public void Values_out_of_bounds_are_refused()
    {
        S3Fault[] faults =
        [
            new() { Kind = S3Fault.Error, Probability = 1.1 },
            new() { Kind = S3Fault.Error, Probability = double.NaN },
            new() { Kind = S3Fault.Error, Skip = -1 },
            new() { Kind = S3Fault.Error, Times = 0 },
            new() { Kind = S3Fault.Error, Burst = 0 },
            new() { Kind = S3Fault.Error, StatusCode = 200 },
            new() { Kind = S3Fault.CutBody, Bytes = -1 },
            new() { Kind = S3Fault.SlowDrip, BytesPerSecond = 0 },
            new() { Kind = S3Fault.ClockSkew, Skew = TimeSpan.MaxValue },
        ];

        Assert.All(faults, fault => Assert.Throws<ArgumentException>(() => Simulator.Inject(fault)));
    }

    private async Task<List<int>> PutAsync(params string[] keys)
    {
        var statuses = new List<int>();
        using var raw = Raw();
        foreach (var key in keys)
        {
            statuses.Add((await raw.SendAsync(HttpMethod.Put, "/bucket/" + key, Cancellation, [])).Status);
        }

        return statuses;
    }

    private async Task<List<string>> WalkAsync(RawClient? other = null)
    {
        using var own = Raw();
        var pages = new List<string>();
        var token = "";
        while (true)
        {
            var (status, body) = await (other ?? own).SendAsync(HttpMethod.Get, $"/bucket?{token}list-type=2&max-keys=5", Cancellation);
            pages.Add($"{body.Split("<Key>").ElementAtOrDefault(1)?[..2]} {status}");
            if (status == 200)
            {
                if (!body.Contains("<NextContinuationToken>", StringComparison.Ordinal))
                {
                    return pages;
                }

                token = $"continuation-token={Uri.EscapeDataString(body.Split("<NextContinuationToken>")[1].Split('<')[0])}&";
            }
        }
    }
}
