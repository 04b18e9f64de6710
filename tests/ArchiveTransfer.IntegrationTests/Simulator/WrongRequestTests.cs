using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Each row of the table: refused as documented, said in XML, and nothing changed.</summary>
public sealed class WrongRequestTests : SimulatorTest
{
    private const string PartContent = "0123456789";
    private readonly Dictionary<string, string> _uploads = [];

    public static TheoryData<string> Names => [.. WrongRequests.All.Select(static row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_wrong_request_is_refused_as_documented_and_changes_nothing(string name)
    {
        await PrepareAsync();
        var row = WrongRequests.All.Single(row => row.Name == name);
        var before = await SnapshotAsync();

        var (status, requestId, body) = await SendAsync(row);

        var record = Simulator.Requests[^1];
        Assert.Equal((row.Status, row.Code), (status, record.ErrorCode));
        Assert.Equal(before, await SnapshotAsync());
        if (row.Method == "HEAD" || row.Status == 304)
        {
            Assert.Empty(body);
            return;
        }

        var error = XElement.Parse(body);
        Assert.Equal("Error", error.Name.LocalName);
        Assert.Equal(row.Code, error.Element("Code")?.Value);
        Assert.NotNull(error.Element("Message"));
        Assert.Equal(requestId, error.Element("RequestId")?.Value);
        Assert.NotEmpty(requestId);
        Assert.Contains(row.Detail, body, StringComparison.Ordinal);
    }

    [Fact]
    public void The_table_is_long_and_names_each_row_once()
    {
        Assert.True(WrongRequests.All.Count >= 60);
        Assert.Distinct(WrongRequests.All.Select(static row => row.Name));
    }

    /// <summary>What is right beside what is wrong: the places the table asks about do accept.</summary>
    [Fact]
    public async Task The_right_requests_beside_them_are_accepted()
    {
        await PrepareAsync();
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var complete = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{WrongRequests.PartETag}</ETag></Part></CompleteMultipartUpload>";

        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/" + new string('k', 1024), Cancellation, Bytes("x"))).Status);
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/new", Cancellation, Bytes("x"), null, ("x-amz-checksum-crc32", "jNwWgw=="), ("x-amz-sdk-checksum-algorithm", "CRC32"))).Status);
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/up?partNumber=10000&uploadId=" + _uploads["upload"], Cancellation, Bytes("x"))).Status);
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Post, "/bucket/up?uploadId=" + _uploads["upload"], Cancellation, Bytes(complete))).Status);
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/new-bucket", Cancellation)).Status);
        Assert.Equal(200, (await raw.SendAsync(HttpMethod.Put, "/bucket/meta", Cancellation, Bytes("x"), null, ("x-amz-meta-a", new string('m', 2047)))).Status);
    }

    private static async Task<string> BeginAsync(RawClient raw, string? algorithm)
    {
        var answer = await raw.SendAsync(HttpMethod.Post, "/bucket/up?uploads", Cancellation, null, null, algorithm is null ? [] : [("x-amz-checksum-algorithm", algorithm)]);
        return XElement.Parse(answer.Body).Elements().Single(static element => element.Name.LocalName == "UploadId").Value;
    }

    private async Task PrepareAsync()
    {
        Bucket.Put("key", Bytes("content"));
        Bucket.Put("tagged", Bytes("other"), new Dictionary<string, string> { ["x-amz-tagging"] = "a=1" });
        Bucket.AddVirtual(1, static _ => "huge", static _ => (5L << 30) + 1);
        Simulator.AddBucket("foreign", Simulator.AddIdentity("stranger")).Put("key", Bytes("theirs"));
        Simulator.AddBucket("open", isPublic: true).Put("key", Bytes("everybody's"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        foreach (var (name, algorithm) in new[] { ("upload", null), ("sha256", "SHA256"), ("crc64", "CRC64NVME") })
        {
            _uploads[name] = await BeginAsync(raw, algorithm);
        }

        await raw.SendAsync(HttpMethod.Put, "/bucket/up?partNumber=1&uploadId=" + _uploads["upload"], Cancellation, Bytes(PartContent));
        await raw.SendAsync(HttpMethod.Put, "/bucket/up?partNumber=2&uploadId=" + _uploads["upload"], Cancellation, Bytes(PartContent));
        var checksum = Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData(Bytes(PartContent)));
        await raw.SendAsync(HttpMethod.Put, "/bucket/up?partNumber=1&uploadId=" + _uploads["sha256"], Cancellation, Bytes(PartContent), null, ("x-amz-checksum-sha256", checksum));
        await raw.SendAsync(HttpMethod.Put, "/bucket/up?partNumber=1&uploadId=" + _uploads["crc64"], Cancellation, Bytes(PartContent));
    }

    /// <summary>Buckets, objects with their ETags, headers and tags, uploads and their parts, as text.</summary>
    private async Task<string> SnapshotAsync()
    {
        var text = new StringBuilder();
        foreach (var name in (await Client.ListBucketsAsync(Cancellation)).Buckets.Select(static bucket => bucket.BucketName).Append("foreign"))
        {
            var bucket = Simulator.FindBucket(name)!;
            text.Append(CultureInfo.InvariantCulture, $"{name} pays:{bucket.RequesterPays} uploads:{bucket.OpenUploads}\n");
            foreach (var stored in bucket.Keys.Select(key => bucket.Get(key)!))
            {
                text.Append(CultureInfo.InvariantCulture, $"  {stored.Key} {stored.Size} {stored.ETag} {stored.LastModified:O} {stored.StorageClass} {string.Join(',', stored.Headers)} {string.Join(',', stored.Tags)}\n");
            }
        }

        foreach (var id in _uploads.Values)
        {
            var parts = await Client.ListPartsAsync(new ListPartsRequest { BucketName = "bucket", Key = "up", UploadId = id }, Cancellation);
            text.AppendJoin(',', parts.Parts.Select(static part => $"{part.PartNumber} {part.ETag} {part.Size}")).Append('\n');
        }

        return text.ToString();
    }

    private async Task<(int Status, string RequestId, string Body)> SendAsync(WrongRequest row)
    {
        using var raw = new RawClient(Simulator.Endpoint, row.As is null ? Simulator.Owner : row.As(Simulator.Owner))
        {
            Region = row.Region,
            Service = row.Service,
            SignedAt = TimeProvider.System.GetUtcNow().AddMinutes(row.Skew),
        };
        var target = _uploads.Aggregate(row.Target, static (text, upload) => text.Replace($"{{{upload.Key}}}", upload.Value, StringComparison.Ordinal));
        using var request = raw.Create(new HttpMethod(row.Method), target, row.Body is null ? null : Bytes(row.Body), row.Payload, row.Headers);
        row.Spoil?.Invoke(request);
        if (row.Wire is { } wire)
        {
            var (status, head, body) = await RawSocket.SendAsync(Simulator.Endpoint, wire(RawSocket.TextOf(request, row.Body ?? "")), Cancellation);
            var id = head.ReplaceLineEndings("\n").Split('\n').Single(static line => line.StartsWith("x-amz-request-id: ", StringComparison.OrdinalIgnoreCase));
            return (status, id.Split(": ")[1], body);
        }

        using var response = await raw.SendAsync(request, Cancellation);
        return ((int)response.StatusCode, response.Headers.GetValues("x-amz-request-id").Single(), await response.Content.ReadAsStringAsync(Cancellation));
    }
}
