using System.Collections.Concurrent;
using ArchiveTransfer.Simulator;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Conformance;

/// <summary>
/// The two stores: a simulator that plays Ceph, and Ceph itself where ARCHIVETRANSFER_RGW names one.
/// With ARCHIVETRANSFER_RECORD set, too, what Ceph answers replaces the recording.
/// </summary>
public sealed class ConformanceFixture : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, string> _made = new(StringComparer.Ordinal);
    private S3Simulator _simulator = null!;
    private ConformanceStore _simulated = null!;
    private ConformanceStore? _real;

    internal bool IsRecording { get; } = !string.IsNullOrEmpty(Environment.GetEnvironmentVariable("ARCHIVETRANSFER_RECORD"));

    internal bool HasCeph => _real is not null;

    internal IReadOnlyDictionary<string, string> Recorded { get; } = RecordedTranscripts.Read();

    public async ValueTask InitializeAsync()
    {
        _simulator = await S3Simulator.StartAsync(static options => options.Apply(S3Profile.CephRgw), TestContext.Current.CancellationToken);
        var source = _simulator.AddIdentity("source");
        _simulated = new ConformanceStore(_simulator.Endpoint, source, _simulator.Owner, MakeSimulatedBucketAsync);
        if (Environment.GetEnvironmentVariable("ARCHIVETRANSFER_RGW") is { Length: > 0 } endpoint)
        {
            _real = new ConformanceStore(
                new Uri(endpoint),
                new S3Identity { AccessKey = "AKSRC", SecretKey = "SKSRC" },
                new S3Identity { AccessKey = "AKDST", SecretKey = "SKDST" },
                MakeRealBucketAsync);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _simulator.DisposeAsync();
        if (IsRecording && HasCeph)
        {
            RecordedTranscripts.Write(_made);
        }
    }

    internal Task<string> AskSimulatorAsync(ConformanceCase item) => AskAsync(_simulated, item);

    internal async Task<string> AskCephAsync(ConformanceCase item)
    {
        var transcript = await AskAsync(_real!, item);
        _made[item.Name] = transcript;
        return transcript;
    }

    private static async Task<string> AskAsync(ConformanceStore store, ConformanceCase item)
    {
        using var session = new ConformanceSession(store, TestContext.Current.CancellationToken);
        await session.RunAsync(item);
        return session.Text;
    }

    private Task MakeSimulatedBucketAsync(string name, S3Identity owner, BucketAccess access)
    {
        var bucket = _simulator.AddBucket(name, owner, isPublic: access == BucketAccess.Public);
        if (access == BucketAccess.Readable)
        {
            bucket.Grant(_simulated.Destination, read: true);
        }

        return Task.CompletedTask;
    }

    private async Task MakeRealBucketAsync(string name, S3Identity owner, BucketAccess access)
    {
        using var client = new RawClient(_real!.Endpoint, owner);
        await RequireAsync(200, HttpMethod.Put, $"/{name}", null);
        var policy = access switch
        {
            BucketAccess.Public => $$"""
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":"*","Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{name}}/*"]},
                {"Effect":"Allow","Principal":"*","Action":["s3:ListBucket"],"Resource":["arn:aws:s3:::{{name}}"]}]}
                """,
            BucketAccess.Readable => $$"""
                {"Version":"2012-10-17","Statement":[
                {"Effect":"Allow","Principal":{"AWS":["arn:aws:iam:::user/DST"]},"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::{{name}}/*"]}]}
                """,
            _ => null,
        };
        if (policy is not null)
        {
            await RequireAsync(204, HttpMethod.Put, $"/{name}?policy", ConformanceSession.Bytes(policy));
        }

        async Task RequireAsync(int expected, HttpMethod method, string target, byte[]? body)
        {
            var (status, answer) = await client.SendAsync(method, target, TestContext.Current.CancellationToken, body);
            Assert.True(status == expected || status == 200, $"{method} {target}: {status} {answer}");
        }
    }
}
