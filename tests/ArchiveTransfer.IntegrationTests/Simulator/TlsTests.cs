using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class TlsTests : SimulatorTest
{
    [Fact]
    public async Task Objects_are_put_copied_uploaded_by_parts_and_read_over_tls()
    {
        var content = Bytes(6 << 20);
        await Client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = "put", InputStream = new MemoryStream(content) }, Cancellation);
        await Client.CopyObjectAsync("bucket", "put", "bucket", "copy", Cancellation);
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "parts", Cancellation);
        var first = await Client.UploadPartAsync(
            new UploadPartRequest { BucketName = "bucket", Key = "parts", UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream(content) },
            Cancellation);
        var second = await Client.CopyPartAsync(
            new CopyPartRequest { SourceBucket = "bucket", SourceKey = "copy", DestinationBucket = "bucket", DestinationKey = "parts", UploadId = upload.UploadId, PartNumber = 2 },
            Cancellation);
        await Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = "parts", UploadId = upload.UploadId, PartETags = [new PartETag(1, first.ETag), new PartETag(2, second.ETag)] },
            Cancellation);

        using var got = await Client.GetObjectAsync("bucket", "copy", Cancellation);
        using var read = new MemoryStream();
        await got.ResponseStream.CopyToAsync(read, Cancellation);

        Assert.Equal("https", Simulator.Endpoint.Scheme);
        Assert.Equal(content, read.ToArray());
        Assert.Equal([.. content, .. content], ContentOf(Bucket.Get("parts")));
    }

    [Fact]
    public async Task A_client_that_does_not_trust_the_certificate_is_refused()
    {
        using var http = new HttpClient();

        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => http.GetAsync(Simulator.Endpoint, Cancellation));

        Assert.IsType<AuthenticationException>(refused.InnerException);
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_client_of_one_simulator_refuses_the_certificate_of_another()
    {
        await using var other = await S3Simulator.StartAsync(static options => options.UseTls = true, Cancellation);
        using var misled = Testing.Clients.SimulatorClient.Create(Simulator.Endpoint, "us-east-1", other.CertificatePem, Simulator.Owner);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => misled.ListBucketsAsync(Cancellation));

        Assert.IsType<AuthenticationException>(refused.InnerException?.InnerException ?? refused.InnerException);
        Assert.Empty(Simulator.Requests);
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("bucket.localhost")]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    public void The_certificate_names_every_way_to_loopback(string host)
    {
        using var certificate = X509Certificate2.CreateFromPem(Simulator.CertificatePem);

        Assert.True(certificate.MatchesHostname(host));
        Assert.False(certificate.MatchesHostname("example.com"));
        Assert.False(certificate.HasPrivateKey);
        Assert.InRange(certificate.NotAfter.ToUniversalTime(), DateTime.MinValue, TimeProvider.System.GetUtcNow().UtcDateTime.AddDays(31));
    }

    [Fact]
    public async Task Whoever_is_told_to_trust_the_certificate_finds_nothing_wrong_with_it()
    {
        using var trusted = X509Certificate2.CreateFromPem(Simulator.CertificatePem);
        using var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(trusted);
        using var http = new HttpClient(handler);

        using var answer = await http.GetAsync(Simulator.Endpoint, Cancellation);

        Assert.Equal("ArchiveTransferSimulator", answer.Headers.Server.ToString());
    }

    [Fact]
    public async Task Without_tls_there_is_no_certificate()
    {
        await using var plain = await S3Simulator.StartAsync(cancellationToken: Cancellation);

        Assert.Equal(("http", null), (plain.Endpoint.Scheme, plain.CertificatePem));
    }

    protected override void Configure(S3SimulatorOptions options) => options.UseTls = true;
}
