using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Amazon;
using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Regions;

/// <summary>
/// Collections at AWS, as far as clients can tell: host names and TLS of AWS, connections led to the simulator's port of the region in the host name.
/// Buckets have names of their own in every test, as the process remembers their regions.
/// </summary>
public abstract class AwsTest : IAsyncLifetime
{
    protected const string Virginia = "us-east-1";
    protected const string Tokyo = "ap-northeast-1";
    protected const string Ireland = "eu-west-1";

    private readonly string _mark = Guid.NewGuid().ToString("N")[..12];

    protected S3Simulator Simulator { get; private set; } = null!;

    protected S3Identity Publisher { get; private set; } = null!;

    protected S3Identity Collector => Simulator.Owner;

    /// <summary>In Tokyo, open to everybody.</summary>
    protected S3Bucket Source { get; private set; } = null!;

    /// <summary>In Ireland.</summary>
    protected S3Bucket Lake { get; private set; } = null!;

    /// <summary>Hosts to which a connection was made.</summary>
    protected ConcurrentQueue<string> Hosts { get; } = new();

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await S3Simulator.StartAsync(
            static options =>
            {
                options.UseTls = true;
                options.FurtherRegions.UnionWith([Tokyo, Ireland]);
            },
            Cancellation);
        Publisher = Simulator.AddIdentity("publisher");
        Source = Simulator.AddBucket($"archive-{_mark}", Publisher, isPublic: true, Tokyo);
        Lake = Simulator.AddBucket($"lake-{_mark}", region: Ireland);
    }

    public async ValueTask DisposeAsync()
    {
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>From a bucket in Tokyo, read unsigned, to one in Ireland; no region is set.</summary>
    protected async Task<ArchiveCollectionResult> CollectAsync(Action<ArchiveCollectionOptions>? configure = null, Action<ArchiveCollectionComponents>? with = null, string? chainRegion = Virginia, CancellationToken? cancellationToken = null)
    {
        var components = new ArchiveCollectionComponents
        {
            SourceCredentials = new BasicAWSCredentials(Collector.AccessKey, Collector.SecretKey),
            DestinationCredentials = new BasicAWSCredentials(Collector.AccessKey, Collector.SecretKey),
            Wire = new WireSettings(Connect, () => chainRegion is null ? null : RegionEndpoint.GetBySystemName(chainRegion)),
        };
        with?.Invoke(components);
        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                options.Source.Bucket = Source.Name;
                options.Source.Anonymous = true;
                options.Destination.Bucket = Lake.Name;
                options.Retry.BaseDelay = TimeSpan.FromMilliseconds(1);
                options.Retry.MaxDelay = TimeSpan.FromMilliseconds(20);
                configure?.Invoke(options);
            },
            components);
        return await workflow.ExecuteAsync(cancellationToken: cancellationToken ?? Cancellation);
    }

    protected static void AssertSucceeded(ArchiveCollectionResult result) =>
        Assert.True(result.Status == ArchiveCollectionStatus.Succeeded, $"{result.Status}: {result.Error?.Message} {string.Join(" | ", result.Failures.Take(3).Select(failure => failure.Error?.Message))} {string.Join(" | ", result.Warnings)}");

    protected void AssertMirrored() =>
        Assert.Equal(Source.Keys.Select(key => (key, Source.Get(key)!.ComputeSha256())), Lake.Keys.Select(key => (key, Lake.Get(key)!.ComputeSha256())));

    protected IEnumerable<S3RequestRecord> Sent(params string[] operations) => Simulator.Requests.Where(request => operations.Contains(request.Operation));

    /// <summary>Requests that came to the wrong region or were signed for it.</summary>
    protected int Refused(string? bucket = null) => Simulator.Requests.Count(request => request.StatusCode is 301 or 307 or 400 && (bucket is null || request.Bucket == bucket));

    protected static byte[] Bytes(int count)
    {
        byte[] bytes = new byte[count];
        new Random(count).NextBytes(bytes);
        return bytes;
    }

    private void Connect(SocketsHttpHandler handler)
    {
        handler.UseProxy = false;
        handler.SslOptions.RemoteCertificateValidationCallback = (_, presented, _, _) =>
            presented is not null && presented.GetRawCertData().AsSpan().SequenceEqual(System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(Simulator.CertificatePem).RawData);
        handler.ConnectCallback = async (context, cancellationToken) =>
        {
            string host = context.DnsEndPoint.Host;
            Hosts.Enqueue(host);
            int port = host == "127.0.0.1" ? context.DnsEndPoint.Port
                : host.EndsWith(".amazonaws.com", StringComparison.Ordinal) && host.Split('.')[^3] is Virginia or Tokyo or Ireland ? Simulator.EndpointOf(host.Split('.')[^3]).Port
                : throw new SocketException((int)SocketError.HostNotFound);

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        };
    }
}
