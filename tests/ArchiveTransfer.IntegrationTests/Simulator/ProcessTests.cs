using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Hosting;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class ProcessTests : IAsyncLifetime
{
    private S3SimulatorProcess _simulator = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => _simulator = await S3Simulator.StartProcessAsync(cancellationToken: Cancellation);

    public async ValueTask DisposeAsync() => await _simulator.DisposeAsync();

    [Fact]
    public async Task It_is_another_process_that_serves_what_it_was_given()
    {
        var publisher = await _simulator.AddIdentityAsync("publisher", cancellationToken: Cancellation);
        await _simulator.AddBucketAsync("archive", publisher, isPublic: true, cancellationToken: Cancellation);
        await _simulator.AddBucketAsync("lake", keepsContent: false, cancellationToken: Cancellation);
        await _simulator.AddVirtualAsync("archive", 1_000, "data/{0:D6}.zip", 100, cancellationToken: Cancellation);
        using var client = _simulator.CreateClient(_simulator.Owner);

        await client.CopyObjectAsync("archive", "data/000999.zip", "lake", "copy", Cancellation);
        var copy = await client.GetObjectMetadataAsync("lake", "copy", Cancellation);
        var counters = await _simulator.ReadCountersAsync(cancellationToken: Cancellation);

        Assert.NotEqual(Environment.ProcessId, _simulator.ProcessId);
        Assert.Equal(100, copy.ContentLength);
        Assert.Equal((1, 1, 100), (counters.Requests["CopyObject"], counters.Identities[_simulator.Owner.AccessKey].Requests["HeadObject"], counters.StoreBytesCopied));
        Assert.InRange(_simulator.ReadPeakWorkingSet(), 10 << 20, 1L << 30);
        Assert.True(_simulator.ReadProcessorTime() > TimeSpan.Zero);
    }

    [Fact]
    public async Task Copies_are_remembered_there_and_counted_from_here()
    {
        await _simulator.AddBucketAsync("archive", cancellationToken: Cancellation);
        await _simulator.AddBucketAsync("lake", cancellationToken: Cancellation);
        await _simulator.AddVirtualAsync("archive", 1_000, "data/{0:D6}.zip", 100, cancellationToken: Cancellation);
        await _simulator.RememberCopiesAsync("lake", "archive", "lake/", "data/", Cancellation);
        var empty = await _simulator.ReadContentsAsync("lake", Cancellation);
        using var client = _simulator.CreateClient(_simulator.Owner);

        await client.CopyObjectAsync("archive", "data/000007.zip", "lake", "lake/000007.zip", Cancellation);

        await using var same = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        same.AddBucket("archive").AddVirtual(1_000, "data/{0:D6}.zip", 100);
        same.AddBucket("lake").Put("lake/000007.zip", SimulatorTest.ContentOf(same.FindBucket("archive")!.Get("data/000007.zip")));
        Assert.Equal((0, new string('0', 32)), empty);
        Assert.Equal((1, same.FindBucket("lake")!.ComputeChecksum()), await _simulator.ReadContentsAsync("lake", Cancellation));
        var refused = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.RememberCopiesAsync("archive", "lake", cancellationToken: Cancellation));
        Assert.Contains("no virtual objects in 'lake'", refused.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>(() => _simulator.ReadContentsAsync("nowhere", Cancellation));
    }

    [Fact]
    public async Task The_log_comes_over_and_a_reset_empties_it()
    {
        await _simulator.AddBucketAsync("bucket", cancellationToken: Cancellation);
        using var raw = new RawClient(_simulator.Endpoint, _simulator.Owner);
        await raw.SendAsync(HttpMethod.Put, "/bucket/a%20b", Cancellation, [1, 2, 3], null, ("x-amz-meta-m", "1"));

        var record = Assert.Single(await _simulator.ReadRequestsAsync(Cancellation));
        var counters = await _simulator.ReadCountersAsync(reset: true, Cancellation);

        Assert.Equal(("PutObject", "/bucket/a%20b", "a b", 200, 3L, "1"), (record.Operation, record.RawTarget, record.Key, record.StatusCode, record.BytesIn, record.Headers["x-amz-meta-m"]));
        Assert.Equal((1, 1), (counters.Requests["PutObject"], counters.Timeline.Sum(static sample => sample.Begun)));
        Assert.Empty((await _simulator.ReadCountersAsync(cancellationToken: Cancellation)).Requests);
        Assert.Empty(await _simulator.ReadRequestsAsync(Cancellation));
    }

    [Fact]
    public async Task Faults_and_shape_are_put_in_place_and_taken_away()
    {
        await _simulator.AddBucketAsync("bucket", cancellationToken: Cancellation);
        using var raw = new RawClient(_simulator.Endpoint, _simulator.Owner);
        Task<(int Status, string Body)> PutAsync() => raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, [1]);

        await using (await _simulator.InjectAsync(new S3Fault { Kind = S3Fault.Error, StatusCode = 503, Code = "SlowDown", Operation = "PutObject", Skip = 1 }, Cancellation))
        {
            Assert.Equal((200, 503), ((await PutAsync()).Status, (await PutAsync()).Status));
        }

        Assert.Equal(200, (await PutAsync()).Status);
        await _simulator.ShapeAsync(new S3Shaping { WritesPerSecond = 1, RequestBurst = 1 }, Cancellation);
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PutAsync()));
        Assert.Contains(answers, static answer => answer.Status == 503);
    }

    [Fact]
    public async Task What_it_cannot_do_is_told_as_in_process()
    {
        await _simulator.AddBucketAsync("bucket", cancellationToken: Cancellation);

        var twice = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.AddBucketAsync("bucket", cancellationToken: Cancellation));
        var pattern = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.AddVirtualAsync("bucket", 2, "data.zip", 1, cancellationToken: Cancellation));
        var nowhere = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.AddVirtualAsync("none", 2, "{0}", 1, cancellationToken: Cancellation));
        var predicate = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.InjectAsync(new S3Fault { Kind = S3Fault.Stall, Keys = static _ => true }, Cancellation));
        var fault = await Assert.ThrowsAsync<ArgumentException>(() => _simulator.InjectAsync(new S3Fault { Kind = "earthquake" }, Cancellation));

        Assert.Contains("There is a bucket 'bucket' already", twice.Message, StringComparison.Ordinal);
        Assert.Contains("it lacks the number of the object", pattern.Message, StringComparison.Ordinal);
        Assert.Contains("There is no bucket 'none'", nowhere.Message, StringComparison.Ordinal);
        Assert.Contains("cannot cross to another process", predicate.Message, StringComparison.Ordinal);
        Assert.Contains("There is no fault 'earthquake'", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_are_granted()
    {
        var reader = await _simulator.AddIdentityAsync("reader", withSessionToken: true, cancellationToken: Cancellation);
        await _simulator.AddBucketAsync("bucket", cancellationToken: Cancellation);
        using var raw = new RawClient(_simulator.Endpoint, reader);
        Task<(int Status, string Body)> GetAsync() => raw.SendAsync(HttpMethod.Get, "/bucket/none", Cancellation);

        Assert.Equal(403, (await GetAsync()).Status);
        await _simulator.GrantAsync("bucket", reader, read: true, list: true, cancellationToken: Cancellation);

        Assert.Equal(404, (await GetAsync()).Status);
    }

    [Fact]
    public async Task It_serves_tls_whose_certificate_its_clients_trust()
    {
        await using var simulator = await S3Simulator.StartProcessAsync(static options => options.UseTls = true, Cancellation);
        using var client = simulator.CreateClient(simulator.Owner);

        var buckets = await client.ListBucketsAsync(Cancellation);

        Assert.Equal(("https", "http"), (simulator.Endpoint.Scheme, simulator.AdminEndpoint.Scheme));
        Assert.StartsWith("-----BEGIN CERTIFICATE-----", simulator.CertificatePem, StringComparison.Ordinal);
        Assert.Empty(buckets.Buckets ?? []);
    }

    [Fact]
    public async Task Options_cross_and_the_same_seed_gives_the_same_secrets()
    {
        await using var local = await S3Simulator.StartAsync(static options => options.Seed = 42, Cancellation);
        await using var remote = await S3Simulator.StartProcessAsync(
            static options =>
            {
                options.Seed = 42;
                options.NotImplemented.Add("PutObject");
                options.KeepRequestLog = false;
            },
            Cancellation);
        await remote.AddBucketAsync("bucket", cancellationToken: Cancellation);
        using var raw = new RawClient(remote.Endpoint, remote.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, "/bucket/a", Cancellation, [1]);

        Assert.Equal(local.Owner, remote.Owner);
        Assert.Equal(501, answer.Status);
        Assert.Empty(await remote.ReadRequestsAsync(Cancellation));
    }

    [Fact]
    public async Task A_clock_cannot_cross() =>
        await Assert.ThrowsAsync<ArgumentException>(() => S3Simulator.StartProcessAsync(static options => options.TimeProvider = new ManualClock(), Cancellation));

    [Fact]
    public async Task A_port_that_is_taken_is_an_error_with_the_reason()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        var failed = await Assert.ThrowsAsync<IOException>(() => S3Simulator.StartProcessAsync(options => options.Port = port, Cancellation));

        Assert.Contains("address already in use", failed.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Disposed_it_is_gone_and_leaves_no_process_behind()
    {
        var simulator = await S3Simulator.StartProcessAsync(cancellationToken: Cancellation);
        using var process = Process.GetProcessById(simulator.ProcessId);

        await simulator.DisposeAsync();
        await simulator.DisposeAsync();

        await process.WaitForExitAsync(Cancellation);
        Assert.Throws<ArgumentException>(() => Process.GetProcessById(simulator.ProcessId));
        await Assert.ThrowsAnyAsync<Exception>(() => simulator.ReadCountersAsync(cancellationToken: Cancellation));
    }

    [Fact]
    public async Task A_process_that_was_killed_is_disposed_without_a_word()
    {
        var simulator = await S3Simulator.StartProcessAsync(cancellationToken: Cancellation);
        var fault = await simulator.InjectAsync(new S3Fault { Kind = S3Fault.Stall }, Cancellation);
        using var process = Process.GetProcessById(simulator.ProcessId);
        process.Kill();
        await process.WaitForExitAsync(Cancellation);

        await Assert.ThrowsAsync<HttpRequestException>(() => simulator.ReadCountersAsync(cancellationToken: Cancellation));
        await fault.DisposeAsync();
        await simulator.DisposeAsync();
    }

    /// <summary>The system closes the pipe of a parent that dies in whatever way; a signal for the whole group of processes does not end it.</summary>
    [Theory]
    [InlineData("none", false)]
    [InlineData("seed-16mbit", true)]
    [InlineData("tokyo-virginia", true)]
    public void Only_where_bodies_are_paced_do_its_threads_sleep_without_looking_for_work(string shape, bool sleep) =>
        Assert.Equal(sleep, SimulatorCommand.Create(S3Shaping.Named(shape).PacesBodies).Environment.ContainsKey("DOTNET_ThreadPool_UnfairSemaphoreSpinLimit"));

    [Fact]
    public async Task The_end_of_its_stdin_is_all_that_ends_it()
    {
        using var process = Process.Start(SimulatorCommand.Create(wakesByTheClock: false))!;
        await process.StandardInput.WriteLineAsync("""{"adminPort":0}""".AsMemory(), Cancellation);
        await process.StandardInput.FlushAsync(Cancellation);
        Assert.Contains("endpoint", await process.StandardOutput.ReadLineAsync(Cancellation), StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
        {
            using var signal = Process.Start("kill", ["-INT", process.Id.ToString(CultureInfo.InvariantCulture)]);
            await signal.WaitForExitAsync(Cancellation);
            Assert.False(process.WaitForExit(100));
        }

        process.StandardInput.Close();
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Cancellation)));
    }

    [Fact]
    public async Task Neither_secrets_nor_options_are_in_its_command_line()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The command line is read from /proc.");

        var commandLine = await File.ReadAllTextAsync($"/proc/{_simulator.ProcessId}/cmdline", Cancellation);

        Assert.Contains("ArchiveTransfer.Testing.dll", commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(_simulator.Owner.SecretKey, commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain(_simulator.AdminToken, commandLine, StringComparison.Ordinal);
        Assert.DoesNotContain("{", commandLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_that_was_called_off_leaves_nothing()
    {
        using var calledOff = new CancellationTokenSource();
        await calledOff.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => S3Simulator.StartProcessAsync(cancellationToken: calledOff.Token));
    }
}
