using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Reflection;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Clients;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>The program that starts a simulator by hand, as somebody at a shell uses it.</summary>
public sealed class SimulatorProgramTests : IDisposable
{
    private readonly List<Process> _started = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var process in _started)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }

            process.Dispose();
        }
    }

    [Fact]
    public async Task It_serves_what_it_was_told_to_and_prints_what_a_client_needs()
    {
        var certificate = Path.GetTempFileName();
        try
        {
            var process = Start(
                "--port", "0", "--admin-port", "0", "--tls", "--seed", "7", "--certificate", certificate,
                "--virtual", "archive=1000:data/{0:D9}.zip:1500", "--bucket", "lake", "--public", "archive", "--shape", "same-region");
            var (said, printed) = await ReadAsync(process);
            var owner = new S3Identity { AccessKey = printed["AWS_ACCESS_KEY_ID"], SecretKey = printed["AWS_SECRET_ACCESS_KEY"] };
            var pem = await File.ReadAllTextAsync(certificate, Cancellation);
            using var client = SimulatorClient.Create(new Uri(printed["AWS_ENDPOINT_URL_S3"]), printed["AWS_REGION"], pem, owner);
            using var nobody = SimulatorClient.Create(new Uri(printed["AWS_ENDPOINT_URL_S3"]), printed["AWS_REGION"], pem, null);

            await client.CopyObjectAsync("archive", "data/000000999.zip", "lake", "copy", Cancellation);
            var found = await nobody.GetObjectMetadataAsync("archive", "data/000000000.zip", Cancellation);
            var lake = await client.ListObjectsV2Async(new() { BucketName = "lake" }, Cancellation);
            using var admin = new HttpClient { BaseAddress = new Uri(printed["S3_SIMULATOR_ADMIN"]) };
            admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", printed["S3_SIMULATOR_TOKEN"]);

            Assert.Equal(["copy"], lake.S3Objects.Select(static found => found.Key));
            Assert.Equal(1_500, found.ContentLength);
            Assert.Contains("\"CopyObject\":1", await admin.GetStringAsync(new Uri("snapshot", UriKind.Relative), Cancellation), StringComparison.Ordinal);
            Assert.Equal(Path.GetFullPath(certificate), printed["AWS_CA_BUNDLE"].Trim('\''));
            Assert.Contains("Bucket archive, public: 1,000 objects data/{0:D9}.zip", said, StringComparison.Ordinal);
            Assert.Contains("SIGTERM stops it", said, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(certificate);
        }
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_keys()
    {
        await using var simulator = await S3Simulator.StartAsync(static options => options.Seed = 7, Cancellation);

        var (_, printed) = await ReadAsync(Start("--seed", "7"));

        Assert.Equal(simulator.Owner.SecretKey, printed["AWS_SECRET_ACCESS_KEY"]);
        Assert.DoesNotContain("S3_SIMULATOR_ADMIN", printed.Keys);
    }

    [Fact]
    public async Task It_is_like_the_store_it_was_told_to_be()
    {
        var (_, printed) = await ReadAsync(Start("--profile", "no-server-side-copy", "--bucket", "lake"));
        var owner = new S3Identity { AccessKey = printed["AWS_ACCESS_KEY_ID"], SecretKey = printed["AWS_SECRET_ACCESS_KEY"] };
        using var raw = new RawClient(new Uri(printed["AWS_ENDPOINT_URL_S3"]), owner);

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/lake/a", Cancellation, [1])).Status);
        Assert.Equal(501, (await raw.SendAsync(HttpMethod.Put, "/lake/b", Cancellation, null, null, ("x-amz-copy-source", "lake/a"))).Status);
    }

    [Fact]
    public async Task It_ends_when_it_is_told_to()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        var process = Start();
        await ReadAsync(process);

        using var kill = Process.Start("kill", ["-TERM", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal((0, ""), (process.ExitCode, await process.StandardError.ReadToEndAsync(Cancellation)));
    }

    [Theory]
    [InlineData("--port 'x' is not a whole number from 0 to 65535", "--port", "x")]
    [InlineData("--admin-port '65536'", "--admin-port", "65536")]
    [InlineData("--shape: There is no shape 'atlantis'; there are", "--shape", "atlantis")]
    [InlineData("--profile: ", "--profile", "floppy-disk")]
    [InlineData("--seed '1.5'", "--seed", "1.5")]
    [InlineData("--certificate needs --tls", "--certificate", "file")]
    [InlineData("--virtual 'archive' is not BUCKET=COUNT:PATTERN:SIZE", "--virtual", "archive")]
    [InlineData("--virtual 'a=3:{0}' is not", "--virtual", "a=3:{0}")]
    [InlineData("--virtual 'a=99999999999999999999:{0}:1' is not", "--virtual", "a=99999999999999999999:{0}:1")]
    [InlineData("lacks the number", "--virtual", "a=3:data.zip:1")]
    [InlineData("must ascend", "--virtual", "a=20:{0}:1")]
    [InlineData("largest", "--virtual", "a=2:{0}:9-8")]
    [InlineData("--bogus", "--bogus")]
    public async Task A_bad_argument_is_exit_2_and_one_message(string said, params string[] arguments)
    {
        var process = Start(arguments);
        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal((2, ""), (process.ExitCode, await process.StandardOutput.ReadToEndAsync(Cancellation)));
        Assert.StartsWith("s3simulator: ", errors, StringComparison.Ordinal);
        Assert.Contains(said, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public async Task A_port_that_is_taken_is_exit_1_and_one_message()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var process = Start("--port", ((IPEndPoint)listener.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture));
        var errors = await process.StandardError.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);

        Assert.Equal(1, process.ExitCode);
        Assert.Contains("address already in use", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    private static async Task<(string Said, Dictionary<string, string> Printed)> ReadAsync(Process process)
    {
        var said = "";
        var printed = new Dictionary<string, string>();
        while (await process.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("export ", StringComparison.Ordinal))
            {
                var equals = line.IndexOf('=', StringComparison.Ordinal);
                printed[line["export ".Length..equals]] = line[(equals + 1)..];
            }
            else if (line == "# Ready.")
            {
                return (said, printed);
            }

            said += line + "\n";
        }

        throw new InvalidOperationException($"It ended: {said} {await process.StandardError.ReadToEndAsync(Cancellation)}");
    }

    private Process Start(params string[] arguments)
    {
        var program = typeof(SimulatorProgramTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "Simulator").Value!;
        var process = Process.Start(new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        _started.Add(process);
        return process;
    }
}
