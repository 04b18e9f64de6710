using System.Security.Cryptography;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class EncryptionTests : SimulatorTest
{
    private const string Sse = "x-amz-server-side-encryption";
    private const string Customer = Sse + "-customer-";
    private const string Source = "x-amz-copy-source-server-side-encryption-customer-";
    private static readonly byte[] Key = Bytes(32, 7);
    private static readonly byte[] OtherKey = Bytes(32, 8);

    protected override void Configure(S3SimulatorOptions options) => options.AllowsCustomerKeysOverHttp = true;

    /// <summary>What a put asks for, and what put, get, head, copy and upload answer; the ETag is the MD5 only where nobody brought a key.</summary>
    [Theory]
    [InlineData("", Sse + "=AES256", true)]
    [InlineData(Sse + "=AES256", Sse + "=AES256", true)]
    [InlineData(Sse + "=aws:kms", Sse + "=aws:kms;" + Sse + "-aws-kms-key-id={managed}", false)]
    [InlineData(Sse + "=aws:kms;" + Sse + "-aws-kms-key-id=mine", Sse + "=aws:kms;" + Sse + "-aws-kms-key-id=mine", false)]
    [InlineData(Sse + "=aws:kms;" + Sse + "-bucket-key-enabled=true", Sse + "=aws:kms;" + Sse + "-aws-kms-key-id={managed};" + Sse + "-bucket-key-enabled=true", false)]
    [InlineData(Sse + "=aws:kms:dsse;" + Sse + "-aws-kms-key-id=mine", Sse + "=aws:kms:dsse;" + Sse + "-aws-kms-key-id=mine", false)]
    public async Task Every_answer_tells_how_the_object_is_encrypted(string asked, string answered, bool isMd5)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var content = Bytes("content");
        var headers = Parse(asked);

        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/a", content, headers);
        using var get = await SendAsync(raw, HttpMethod.Get, "/bucket/a");
        using var head = await SendAsync(raw, HttpMethod.Head, "/bucket/a");
        using var copy = await SendAsync(raw, HttpMethod.Put, "/bucket/b", null, [("x-amz-copy-source", "bucket/a"), .. headers]);
        using var begun = await SendAsync(raw, HttpMethod.Post, "/bucket/c?uploads", null, headers);
        var id = await UploadIdAsync(begun);
        using var part = await SendAsync(raw, HttpMethod.Put, $"/bucket/c?partNumber=1&uploadId={id}", content);
        using var partCopy = await SendAsync(raw, HttpMethod.Put, $"/bucket/c?partNumber=2&uploadId={id}", null, ("x-amz-copy-source", "bucket/a"));
        using var completed = await CompleteAsync(raw, "c", id, part);

        Assert.All([put, get, head, copy, begun, part, partCopy, completed], answer =>
        {
            Assert.True(answer.IsSuccessStatusCode);
            Assert.Equal(
                answered.Replace("{managed}", Header(answer, Sse + "-aws-kms-key-id"), StringComparison.Ordinal),
                string.Join(';', answer.Headers.Where(static header => header.Key.StartsWith(Sse, StringComparison.Ordinal)).Select(static header => $"{header.Key}={header.Value.Single()}")));
        });
        Assert.Equal(isMd5, Bucket.Get("a")!.ETag == Md5Of(content));
        Assert.Equal(isMd5, Bucket.Get("b")!.ETag == Md5Of(content));
        Assert.Equal(isMd5, Header(part, "ETag") == $"\"{Md5Of(content)}\"");
        Assert.Matches("^[0-9a-f]{32}$", Bucket.Get("a")!.ETag);
        Assert.Matches("^[0-9a-f]{32}-1$", Bucket.Get("c")!.ETag);
    }

    [Fact]
    public async Task The_SDK_names_a_KMS_key_and_is_told_of_it()
    {
        var put = await Client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = "bucket",
                Key = "key",
                ContentBody = "x",
                ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS,
                ServerSideEncryptionKeyManagementServiceKeyId = "mine",
                BucketKeyEnabled = true,
            },
            Cancellation);
        var head = await Client.GetObjectMetadataAsync("bucket", "key", Cancellation);

        Assert.Equal((ServerSideEncryptionMethod.AWSKMS, "mine", true), (put.ServerSideEncryptionMethod, put.ServerSideEncryptionKeyManagementServiceKeyId, put.BucketKeyEnabled));
        Assert.Equal((ServerSideEncryptionMethod.AWSKMS, "mine", true), (head.ServerSideEncryptionMethod, head.ServerSideEncryptionKeyManagementServiceKeyId, head.BucketKeyEnabled));
    }

    [Fact]
    public async Task The_default_of_a_bucket_yields_to_what_a_request_asks_for()
    {
        Bucket.DefaultKms = true;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        using var plain = await SendAsync(raw, HttpMethod.Put, "/bucket/a", Bytes("x"));
        using var managed = await SendAsync(raw, HttpMethod.Put, "/bucket/b", Bytes("x"), (Sse, "AES256"));

        Assert.Equal(("aws:kms", "AES256"), (Header(plain, Sse), Header(managed, Sse)));
        Assert.StartsWith("arn:aws:kms:", Header(plain, Sse + "-aws-kms-key-id"), StringComparison.Ordinal);
        Assert.Equal(Md5Of(Bytes("x")), Bucket.Get("b")!.ETag);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_store_can_keep_silent_of_the_encryption_nobody_asked_for(bool isTold)
    {
        await using var simulator = await S3Simulator.StartAsync(options => options.EncryptsByDefault = isTold, Cancellation);
        simulator.AddBucket("bucket");
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner);

        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/a", Bytes("x"));
        using var head = await SendAsync(raw, HttpMethod.Head, "/bucket/a");

        Assert.All([put, head], answer => Assert.Equal(isTold ? "AES256" : null, Header(answer, Sse)));
    }

    [Theory]
    [InlineData(Sse + "=aes:kms", "InvalidArgument")]
    [InlineData(Sse + "=AES128", "InvalidArgument")]
    [InlineData(Sse + "-aws-kms-key-id=mine", "InvalidArgument")]
    [InlineData(Sse + "=AES256;" + Sse + "-aws-kms-key-id=mine", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES256", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES256;" + Customer + "key={key}", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES256;" + Customer + "key-MD5={md5}", "InvalidArgument")]
    [InlineData(Customer + "key={key};" + Customer + "key-MD5={md5}", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES128;" + Customer + "key={key};" + Customer + "key-MD5={md5}", "InvalidEncryptionAlgorithmError")]
    [InlineData(Customer + "algorithm=AES256;" + Customer + "key={key};" + Customer + "key-MD5={other-md5}", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES256;" + Customer + "key=c2hvcnQ=;" + Customer + "key-MD5={md5}", "InvalidArgument")]
    [InlineData(Customer + "algorithm=AES256;" + Customer + "key=!;" + Customer + "key-MD5={md5}", "InvalidArgument")]
    [InlineData("{customer};" + Sse + "=AES256", "InvalidArgument")]
    [InlineData("{customer};" + Sse + "=aws:kms", "InvalidArgument")]
    public async Task An_encryption_that_makes_no_sense_is_refused_by_every_way_of_writing(string asked, string code)
    {
        Bucket.Put("source", Bytes("x"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var headers = Parse(asked);

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, Bytes("x"), null, headers);
        var copy = await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, null, null, [("x-amz-copy-source", "bucket/source"), .. headers]);
        var begun = await raw.SendAsync(HttpMethod.Post, "/bucket/key?uploads", Cancellation, null, null, headers);

        Assert.All([put, copy, begun], answer => Assert.Equal((400, code), (answer.Status, CodeOf(answer.Body))));
        Assert.Null(Bucket.Get("key"));
        Assert.Equal(0, Bucket.OpenUploads);
    }

    [Theory]
    [InlineData("GET", "")]
    [InlineData("HEAD", "")]
    [InlineData("PUT", "?partNumber=1&uploadId={id}")]
    public async Task How_an_object_is_encrypted_is_not_for_readers_and_parts_to_say(string method, string query)
    {
        Bucket.Put("key", Bytes("x"));
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "key", Cancellation);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(new HttpMethod(method), "/bucket/key" + query.Replace("{id}", upload.UploadId, StringComparison.Ordinal), Cancellation, null, null, (Sse, "AES256"));

        Assert.Equal(400, answer.Status);
    }

    [Fact]
    public async Task An_object_stored_with_a_key_comes_back_with_it()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var content = Bytes("content");

        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/key", content, Parse("{customer}"));
        using var get = await SendAsync(raw, HttpMethod.Get, "/bucket/key", null, Parse("{customer}"));
        using var head = await SendAsync(raw, HttpMethod.Head, "/bucket/key", null, Parse("{customer}"));

        Assert.Equal(content, await get.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.NotEqual(Md5Of(content), Bucket.Get("key")!.ETag);
        Assert.All([put, get, head], static answer =>
        {
            Assert.Equal(("AES256", Md5(Key), null), (Header(answer, Customer + "algorithm"), Header(answer, Customer + "key-MD5"), Header(answer, Customer + "key")));
            Assert.Null(Header(answer, Sse));
        });
    }

    [Theory]
    [InlineData("secret", "", 400, "InvalidRequest")]
    [InlineData("secret", "{other-customer}", 403, "AccessDenied")]
    [InlineData("secret", Customer + "algorithm=AES256;" + Customer + "key={key};" + Customer + "key-MD5={other-md5}", 400, "InvalidArgument")]
    [InlineData("plain", "{customer}", 400, "InvalidRequest")]
    public async Task A_reader_needs_the_key_the_object_was_stored_with(string key, string given, int status, string code)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var secret = await SendAsync(raw, HttpMethod.Put, "/bucket/secret", Bytes("x"), Parse("{customer}"));
        Bucket.Put("plain", Bytes("x"));
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "copy", Cancellation);
        var source = Parse(given).Select(static header => (header.Name.Replace(Sse, "x-amz-copy-source-server-side-encryption", StringComparison.Ordinal), header.Value)).ToArray();

        var get = await raw.SendAsync(HttpMethod.Get, "/bucket/" + key, Cancellation, null, null, Parse(given));
        var head = await raw.SendAsync(HttpMethod.Head, "/bucket/" + key, Cancellation, null, null, Parse(given));
        var copy = await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, [("x-amz-copy-source", "bucket/" + key), .. source]);
        var part = await raw.SendAsync(HttpMethod.Put, $"/bucket/copy?partNumber=1&uploadId={upload.UploadId}", Cancellation, null, null, [("x-amz-copy-source", "bucket/" + key), .. source]);

        Assert.All([get, copy, part], answer => Assert.Equal((status, code), (answer.Status, CodeOf(answer.Body))));
        Assert.Equal((status, ""), head);
        Assert.Null(Bucket.Get("copy"));
    }

    [Fact]
    public async Task A_copy_changes_one_key_for_another()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/a", Bytes("content"), Parse("{customer}"));

        using var copy = await SendAsync(raw, HttpMethod.Put, "/bucket/b", null, [("x-amz-copy-source", "bucket/a"), .. Parse("{source};{other-customer}")]);
        using var plain = await SendAsync(raw, HttpMethod.Put, "/bucket/c", null, [("x-amz-copy-source", "bucket/a"), .. Parse("{source}")]);
        using var read = await SendAsync(raw, HttpMethod.Get, "/bucket/b", null, Parse("{other-customer}"));

        Assert.Equal(Md5(OtherKey), Header(copy, Customer + "key-MD5"));
        Assert.Equal("content", await read.Content.ReadAsStringAsync(Cancellation));
        Assert.Equal("AES256", Header(plain, Sse));
        Assert.Equal(Md5Of(Bytes("content")), Bucket.Get("c")!.ETag);
    }

    [Fact]
    public async Task Every_part_repeats_the_key_of_its_upload()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        Bucket.Put("source", Bytes("second"));
        using var begun = await SendAsync(raw, HttpMethod.Post, "/bucket/key?uploads", null, Parse("{customer}"));
        var id = await UploadIdAsync(begun);
        var target = $"/bucket/key?partNumber=1&uploadId={id}";
        var plain = await Client.InitiateMultipartUploadAsync("bucket", "plain", Cancellation);

        var without = await raw.SendAsync(HttpMethod.Put, target, Cancellation, Bytes("x"));
        var other = await raw.SendAsync(HttpMethod.Put, target, Cancellation, Bytes("x"), null, Parse("{other-customer}"));
        var copiedWithout = await raw.SendAsync(HttpMethod.Put, target, Cancellation, null, null, ("x-amz-copy-source", "bucket/source"));
        var needless = await raw.SendAsync(HttpMethod.Put, $"/bucket/plain?partNumber=1&uploadId={plain.UploadId}", Cancellation, Bytes("x"), null, Parse("{customer}"));
        using var part = await SendAsync(raw, HttpMethod.Put, target, Bytes("first"), Parse("{customer}"));
        using var copied = await SendAsync(raw, HttpMethod.Put, $"/bucket/key?partNumber=2&uploadId={id}", null, [("x-amz-copy-source", "bucket/source"), .. Parse("{customer}")]);
        using var completed = await CompleteAsync(raw, "key", id, part);
        using var read = await SendAsync(raw, HttpMethod.Get, "/bucket/key", null, Parse("{customer}"));

        Assert.All([without, other, copiedWithout, needless], static answer => Assert.Equal((400, "InvalidRequest"), (answer.Status, CodeOf(answer.Body))));
        Assert.All([begun, part, copied], static answer => Assert.Equal(("AES256", Md5(Key)), (Header(answer, Customer + "algorithm"), Header(answer, Customer + "key-MD5"))));
        Assert.NotEqual($"\"{Md5Of(Bytes("first"))}\"", Header(part, "ETag"));
        Assert.Equal("first", await read.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Keys_over_plain_HTTP_are_refused_unless_allowed()
    {
        await using var simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        var bucket = simulator.AddBucket("bucket");
        bucket.Put("key", Bytes("x"));
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner);
        var answers = new[]
        {
            await raw.SendAsync(HttpMethod.Put, "/bucket/new", Cancellation, Bytes("x"), null, Parse("{customer}")),
            await raw.SendAsync(HttpMethod.Get, "/bucket/key", Cancellation, null, null, Parse("{customer}")),
            await raw.SendAsync(HttpMethod.Post, "/bucket/new?uploads", Cancellation, null, null, Parse("{customer}")),
            await raw.SendAsync(HttpMethod.Put, "/bucket/new", Cancellation, null, null, [("x-amz-copy-source", "bucket/key"), .. Parse("{source}")]),
        };

        Assert.All(answers, static answer =>
        {
            Assert.Equal((400, "InvalidRequest"), (answer.Status, CodeOf(answer.Body)));
            Assert.Contains("secure connection", answer.Body, StringComparison.Ordinal);
        });
        Assert.Equal(["key"], bucket.Keys);
    }

    [Fact]
    public async Task The_SDK_brings_its_keys_over_TLS()
    {
        await using var simulator = await S3Simulator.StartAsync(static options => options.UseTls = true, Cancellation);
        var bucket = simulator.AddBucket("bucket");
        using var client = simulator.CreateClient(simulator.Owner);
        var (key, otherKey) = (Convert.ToBase64String(Key), Convert.ToBase64String(OtherKey));
        var method = ServerSideEncryptionCustomerMethod.AES256;

        await client.PutObjectAsync(
            new PutObjectRequest { BucketName = "bucket", Key = "a", ContentBody = "content", ServerSideEncryptionCustomerMethod = method, ServerSideEncryptionCustomerProvidedKey = key },
            Cancellation);
        await RefusedAsync("InvalidRequest", 400, () => client.GetObjectAsync("bucket", "a", Cancellation));
        await client.CopyObjectAsync(
            new CopyObjectRequest
            {
                SourceBucket = "bucket",
                SourceKey = "a",
                DestinationBucket = "bucket",
                DestinationKey = "b",
                CopySourceServerSideEncryptionCustomerMethod = method,
                CopySourceServerSideEncryptionCustomerProvidedKey = key,
                ServerSideEncryptionCustomerMethod = method,
                ServerSideEncryptionCustomerProvidedKey = otherKey,
            },
            Cancellation);
        using var got = await client.GetObjectAsync(
            new GetObjectRequest { BucketName = "bucket", Key = "b", ServerSideEncryptionCustomerMethod = method, ServerSideEncryptionCustomerProvidedKey = otherKey },
            Cancellation);
        using var reader = new StreamReader(got.ResponseStream);

        Assert.Equal("content", await reader.ReadToEndAsync(Cancellation));
        Assert.Equal(Md5(OtherKey), bucket.Get("b")!.Headers[Customer + "key-MD5"]);
    }

    [Fact]
    public async Task A_key_is_neither_kept_nor_logged()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var put = await SendAsync(raw, HttpMethod.Put, "/bucket/a", Bytes("x"), Parse("{customer}"));
        using var copy = await SendAsync(raw, HttpMethod.Put, "/bucket/b", null, [("x-amz-copy-source", "bucket/a"), .. Parse("{source};{customer}")]);

        var logged = Simulator.Requests.SelectMany(static request => request.Headers).ToList();
        var secret = Convert.ToBase64String(Key);
        Assert.DoesNotContain(logged, header => header.Value.Contains(secret, StringComparison.Ordinal));
        Assert.Contains(logged, static header => header.Key == Customer + "key-md5");
        Assert.DoesNotContain(Bucket.Get("b")!.Headers, header => header.Value.Contains(secret, StringComparison.Ordinal));
        Assert.Equal(Md5(Key), Bucket.Get("b")!.Headers[Customer + "key-MD5"]);
    }

    private static string Md5(byte[] key) => Convert.ToBase64String(CryptographicOperations.HashData(HashAlgorithmName.MD5, key));

    private static (string Name, string Value)[] Parse(string headers)
    {
        const string All = Customer + "algorithm=AES256;" + Customer + "key={key};" + Customer + "key-MD5={md5}";
        return [.. headers
            .Replace("{customer}", All, StringComparison.Ordinal)
            .Replace("{other-customer}", All.Replace("{key}", "{other-key}", StringComparison.Ordinal).Replace("{md5}", "{other-md5}", StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{source}", All.Replace(Customer, Source, StringComparison.Ordinal), StringComparison.Ordinal)
            .Replace("{key}", Convert.ToBase64String(Key), StringComparison.Ordinal)
            .Replace("{md5}", Md5(Key), StringComparison.Ordinal)
            .Replace("{other-key}", Convert.ToBase64String(OtherKey), StringComparison.Ordinal)
            .Replace("{other-md5}", Md5(OtherKey), StringComparison.Ordinal)
            .Split(';', StringSplitOptions.RemoveEmptyEntries)
            .Select(static header => header.Split('=', 2))
            .Select(static pair => (pair[0], pair[1]))];
    }

    private static string? CodeOf(string body) => XElement.Parse(body).Element("Code")?.Value;

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<string> UploadIdAsync(HttpResponseMessage begun) =>
        XElement.Parse(await begun.Content.ReadAsStringAsync(Cancellation)).Elements().Single(static element => element.Name.LocalName == "UploadId").Value;

    private static Task<HttpResponseMessage> CompleteAsync(RawClient raw, string key, string id, HttpResponseMessage part)
    {
        var xml = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{Header(part, "ETag")}</ETag></Part></CompleteMultipartUpload>";
        return SendAsync(raw, HttpMethod.Post, $"/bucket/{key}?uploadId={id}", Bytes(xml));
    }

    private static async Task<HttpResponseMessage> SendAsync(RawClient raw, HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = raw.Create(method, target, body, null, headers);
        return await raw.SendAsync(request, Cancellation);
    }
}
