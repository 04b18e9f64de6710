using System.Globalization;
using System.Xml.Linq;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>Checksums of objects uploaded in parts: of the whole, or of the checksums of the parts.</summary>
public sealed class UploadChecksumTests : SimulatorTest
{
    private static readonly byte[][] Parts = [Bytes(1_000, 1), Bytes(1, 2), Bytes(777, 3)];

    [Theory]
    [InlineData("CRC32", true)]
    [InlineData("CRC32", false)]
    [InlineData("CRC32C", true)]
    [InlineData("CRC64NVME", true)]
    [InlineData("CRC64NVME", false)]
    public async Task A_full_checksum_is_that_of_the_whole_whether_content_is_kept_or_not(string algorithm, bool keepsContent)
    {
        Bucket.KeepsContent = keepsContent;
        var whole = ExpectedChecksum.Of(algorithm, [.. Parts.SelectMany(static part => part)]);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var id = await UploadAsync(raw, algorithm, "FULL_OBJECT", static _ => null);

        var wrong = await CompleteAsync(raw, id, algorithm, "FULL_OBJECT", Convert.ToBase64String(new byte[Convert.FromBase64String(whole).Length]), static _ => null);
        var right = await CompleteAsync(raw, id, algorithm, "FULL_OBJECT", whole, static _ => null);

        Assert.Equal((400, "BadDigest"), (wrong.Status, Text(wrong.Body, "Code")));
        Assert.Equal((200, whole, "FULL_OBJECT"), (right.Status, Text(right.Body, "Checksum" + algorithm), Text(right.Body, "ChecksumType")));
        await ToldEverywhereAsync(raw, algorithm, whole, "FULL_OBJECT");
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("SHA1")]
    [InlineData("SHA256")]
    public async Task A_composite_is_the_checksum_of_the_checksums(string algorithm)
    {
        var whole = ExpectedChecksum.Of(algorithm, [.. Parts.SelectMany(part => Convert.FromBase64String(ExpectedChecksum.Of(algorithm, part)))]);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var id = await UploadAsync(raw, algorithm, null, part => ExpectedChecksum.Of(algorithm, part));
        var listed = XElement.Parse((await raw.SendAsync(HttpMethod.Get, $"/bucket/key?uploadId={id}", Cancellation)).Body);

        var wrongPart = await CompleteAsync(raw, id, algorithm, null, null, static _ => "AAAA");
        var right = await CompleteAsync(raw, id, algorithm, "COMPOSITE", null, part => ExpectedChecksum.Of(algorithm, part));

        Assert.Equal(Parts.Select(part => ExpectedChecksum.Of(algorithm, part)), listed.Descendants().Where(element => element.Name.LocalName == "Checksum" + algorithm).Select(static element => element.Value));
        Assert.Equal((algorithm, "COMPOSITE"), (Text(listed, "ChecksumAlgorithm"), Text(listed, "ChecksumType")));
        Assert.Equal((400, "InvalidPart"), (wrongPart.Status, Text(wrongPart.Body, "Code")));
        Assert.Equal((200, whole + "-3"), (right.Status, Text(right.Body, "Checksum" + algorithm)));
        await ToldEverywhereAsync(raw, algorithm, whole + "-3", "COMPOSITE");
    }

    [Fact]
    public async Task Without_an_algorithm_the_checksum_at_the_end_is_compared_and_kept()
    {
        var whole = ExpectedChecksum.Of("CRC64NVME", [.. Parts.SelectMany(static part => part)]);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var id = await UploadAsync(raw, null, null, static _ => null);

        Assert.Equal(400, (await CompleteAsync(raw, id, "CRC64NVME", null, "AAAAAAAAAAA=", static _ => null)).Status);
        Assert.Equal(200, (await CompleteAsync(raw, id, "CRC64NVME", null, whole, static _ => null)).Status);
        await ToldEverywhereAsync(raw, "CRC64NVME", whole, "FULL_OBJECT");
    }

    [Fact]
    public async Task A_checksum_of_the_whole_has_to_say_that_it_is_one()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var id = await UploadAsync(raw, "CRC32C", "FULL_OBJECT", static _ => null);

        var answer = await CompleteAsync(raw, id, "CRC32C", null, ExpectedChecksum.Of("CRC32C", [.. Parts.SelectMany(static part => part)]), static _ => null);

        Assert.Equal((400, "BadDigest"), (answer.Status, Text(answer.Body, "Code")));
    }

    protected override void Configure(S3SimulatorOptions options) => options.MinimumPartSize = 1;

    private static string Text(string xml, string name) => Text(XElement.Parse(xml), name);

    private static string Text(XElement root, string name) => root.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value ?? "";

    private static async Task<string> UploadAsync(RawClient raw, string? algorithm, string? type, Func<byte[], string?> checksum)
    {
        List<(string, string)> headers = [];
        if (algorithm is not null)
        {
            headers.Add(("x-amz-checksum-algorithm", algorithm));
        }

        if (type is not null)
        {
            headers.Add(("x-amz-checksum-type", type));
        }

        var begun = await raw.SendAsync(HttpMethod.Post, "/bucket/key?uploads", Cancellation, null, null, [.. headers]);
        var id = Text(begun.Body, "UploadId");
        for (var i = 0; i < Parts.Length; i++)
        {
            var value = checksum(Parts[i]);
            var answer = await raw.SendAsync(
                HttpMethod.Put,
                string.Create(CultureInfo.InvariantCulture, $"/bucket/key?partNumber={i + 1}&uploadId={id}"),
                Cancellation,
                Parts[i],
                null,
                value is null ? [] : [("x-amz-checksum-" + algorithm!.ToLowerInvariant(), value)]);
            Assert.Equal(200, answer.Status);
        }

        return id;
    }

    private static Task<(int Status, string Body)> CompleteAsync(RawClient raw, string id, string algorithm, string? type, string? whole, Func<byte[], string?> checksum)
    {
        var parts = Parts.Select((part, i) => string.Create(
            CultureInfo.InvariantCulture,
            $"<Part><PartNumber>{i + 1}</PartNumber><ETag>{Md5Of(part)}</ETag>{(checksum(part) is { } value ? $"<Checksum{algorithm}>{value}</Checksum{algorithm}>" : "")}</Part>"));
        List<(string, string)> headers = [];
        if (type is not null)
        {
            headers.Add(("x-amz-checksum-type", type));
        }

        if (whole is not null)
        {
            headers.Add(("x-amz-checksum-" + algorithm.ToLowerInvariant(), whole));
        }

        return raw.SendAsync(
            HttpMethod.Post,
            $"/bucket/key?uploadId={id}",
            Cancellation,
            Bytes($"<CompleteMultipartUpload>{string.Concat(parts)}</CompleteMultipartUpload>"),
            null,
            [.. headers]);
    }

    private static async Task ToldEverywhereAsync(RawClient raw, string algorithm, string value, string type)
    {
        using var head = await raw.SendAsync(raw.Create(HttpMethod.Head, "/bucket/key", null, null, ("x-amz-checksum-mode", "ENABLED")), Cancellation);
        var attributes = XElement.Parse((await raw.SendAsync(HttpMethod.Get, "/bucket/key?attributes", Cancellation, null, null, ("x-amz-object-attributes", "Checksum"))).Body);
        var listing = XElement.Parse((await raw.SendAsync(HttpMethod.Get, "/bucket?list-type=2", Cancellation)).Body);

        Assert.Equal([value], head.Headers.GetValues("x-amz-checksum-" + algorithm.ToLowerInvariant()));
        Assert.Equal([type], head.Headers.GetValues("x-amz-checksum-type"));
        Assert.Equal(value.Split('-')[0], Text(attributes.Elements().Single(), "Checksum" + algorithm));
        var contents = listing.Elements().Single(static element => element.Name.LocalName == "Contents");
        Assert.Equal((algorithm, type), (Text(contents, "ChecksumAlgorithm"), Text(contents, "ChecksumType")));
    }
}
