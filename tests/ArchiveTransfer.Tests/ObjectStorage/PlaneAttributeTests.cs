using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneAttributeTests : PlaneTest
{
    private protected PlaneAttributeTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static readonly ObjectAddress Source = new("origin", "from/a+b?versionId=x%20y 😀", "v+1/=");
    private static readonly ObjectAddress Address = new("bucket", "to/key.html", null);

    private static readonly ObjectHeaders Headers = new()
    {
        ContentType = "text/html;charset=UTF-8",
        ContentEncoding = "gzip",
        ContentDisposition = "attachment; filename=\"a b.html\"",
        ContentLanguage = "de,  en",
        CacheControl = "no-cache,max-age=0,Private",
        Expires = "next tuesday",
        Metadata = [new("plain", "1"), new("text", "größer als 漢字"), new("percent", "%41 %zz"), new("spaced", "a  b")],
    };

    private static readonly WriteAttributes Full = new()
    {
        Headers = Headers,
        Tags = [new("k 1", "v&+=1"), new("é", "")],
        StorageClass = "GLACIER_IR",
        CannedAcl = "bucket-owner-full-control",
        Encryption = new EncryptionOptions { Algorithm = "aws:kms", KmsKeyId = "arn:aws:kms:eu-west-1:1:key/k", BucketKeyEnabled = true },
    };

    private static readonly string[] AlwaysSent = ["x-amz-date", "x-amz-content-sha256", "x-amz-copy-source", "x-amz-metadata-directive", "x-amz-tagging-directive"];
    private static readonly string[] Optional = ["Content-Encoding", "Content-Disposition", "Content-Language", "Cache-Control", "Expires", "If-None-Match"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Everything_an_object_shall_have_is_sent_the_same_on_copy_create_and_put()
    {
        await using var plane = Start(Answers.Healthy);
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered("x"u8.ToArray()), Full), Token);
        AssertFull(plane.Sent);
        await plane.Store.CreateUploadAsync(new(Address, Full), Token);
        AssertFull(plane.Sent);
        await plane.Store.CopyAsync(new(Source, Address, Full), Token);
        AssertFull(plane.Sent);
        Assert.Equal(("REPLACE", "REPLACE"), (plane.Sent["x-amz-metadata-directive"], plane.Sent["x-amz-tagging-directive"]));
    }

    [Fact]
    public async Task Nothing_asked_for_is_nothing_sent()
    {
        await using var plane = Start(Answers.Healthy);
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered("x"u8.ToArray()), new()), Token);
        AssertPlain(plane.Sent);
        await plane.Store.CreateUploadAsync(new(Address, new()), Token);
        AssertPlain(plane.Sent);
        await plane.Store.CopyAsync(new(Source, Address, new()), Token);
        Assert.Equal(("COPY", "COPY"), (plane.Sent["x-amz-metadata-directive"], plane.Sent["x-amz-tagging-directive"]));
        await plane.Store.CopyAsync(new(Source, Address, new() { Headers = ObjectHeaders.None, Tags = [] }), Token);
        Assert.Equal(("REPLACE", "REPLACE", null), (plane.Sent["x-amz-metadata-directive"], plane.Sent["x-amz-tagging-directive"], plane.Sent["x-amz-tagging"]));
        AssertPlain(plane.Sent);
    }

    [Fact]
    public async Task Tags_that_do_not_matter_are_not_mentioned()
    {
        await using var plane = Start(Answers.Healthy);
        await plane.Store.CopyAsync(new(Source, Address, new() { AnyTags = true }), Token);
        Assert.Equal(("COPY", null, null), (plane.Sent["x-amz-metadata-directive"], plane.Sent["x-amz-tagging-directive"], plane.Sent["x-amz-tagging"]));
        await plane.Store.CopyAsync(new(Source, Address, new() { AnyTags = true, Tags = [new("a", "b")] }), Token);
        Assert.Equal(("REPLACE", "a=b"), (plane.Sent["x-amz-tagging-directive"], plane.Sent["x-amz-tagging"]));
    }

    [Fact]
    public async Task Conditions_owners_and_payers_are_sent()
    {
        var settings = new ObjectStoreSettings { ExpectedBucketOwner = "111", SourceExpectedBucketOwner = "222", SourceRequesterPays = true };
        await using var plane = Start(Answers.Healthy, settings);
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await EveryOperation.SendAsync(plane.Store, operation, "key", Token);
            var copies = operation is StoreOperation.CopyObject or StoreOperation.UploadPartCopy;
            Assert.Equal((operation, "111"), (operation, plane.Sent["x-amz-expected-bucket-owner"]));
            Assert.Equal((operation, copies ? "222" : null), (operation, plane.Sent["x-amz-source-expected-bucket-owner"]));
            Assert.Equal((operation, copies ? "requester" : null), (operation, plane.Sent["x-amz-request-payer"]));
        }

        await using var payer = Start(Answers.Healthy, new ObjectStoreSettings { RequesterPays = true });
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            await EveryOperation.SendAsync(payer.Store, operation, "key", Token);
            Assert.Equal((operation, "requester"), (operation, payer.Sent["x-amz-request-payer"]));
        }

        await plane.Store.CopyAsync(new(Source, Address, new(), "e1", IfNoneMatch: true), Token);
        Assert.Equal(("\"e1\"", "*"), (plane.Sent["x-amz-copy-source-if-match"], plane.Sent["If-None-Match"]));
        await plane.Store.CopyPartAsync(new(Source, new("bucket", "key", "U1"), 7, 10, 5, "e1"), Token);
        Assert.Equal(("\"e1\"", "bytes=10-14"), (plane.Sent["x-amz-copy-source-if-match"], plane.Sent["x-amz-copy-source-range"]));
        Assert.Equal(["partNumber=7", "uploadId=U1"], plane.Sent.Query.Split('&').Order(StringComparer.Ordinal));
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered(default), new(), IfNoneMatch: true), Token);
        Assert.Equal("*", plane.Sent["If-None-Match"]);
        await plane.Store.CompleteUploadAsync(new(new("bucket", "key", "U1"), [new(1, "p1"), new(2, "p2")], IfNoneMatch: true), Token);
        Assert.Equal("*", plane.Sent["If-None-Match"]);
        Assert.Contains(
            "<Part><ETag>\"p1\"</ETag><PartNumber>1</PartNumber></Part><Part><ETag>\"p2\"</ETag><PartNumber>2</PartNumber></Part>",
            System.Text.Encoding.UTF8.GetString(plane.Sent.Body),
            StringComparison.Ordinal);
        await plane.Store.HeadAsync(new(Address with { VersionId = "v 1" }, "e1"), Token);
        Assert.Equal(("\"e1\"", "versionId=v%201"), (plane.Sent["If-Match"], plane.Sent.Query));
        (await plane.Store.GetAsync(new(Address, 0, 5, "e1"), Token)).Value.Dispose();
        Assert.Equal(("\"e1\"", "bytes=0-4"), (plane.Sent["If-Match"], plane.Sent["Range"]));
    }

    [Fact]
    public async Task A_type_that_is_no_media_type_is_sent_as_it_is_or_left_to_another_way()
    {
        await using var plane = Start(Answers.Healthy);
        var result = await plane.Store.CreateUploadAsync(new(Address, new() { Headers = new() { ContentType = "no media type at all" } }), Token);
        if (Kind == PlaneKind.Sdk)
        {
            Assert.Equal((StoreErrorKind.NotThisWay, StoreErrorCodes.HeaderNotExpressible), (result.Error!.Kind, result.Error.Code));
            Assert.Empty(plane.Server.Requests);
            return;
        }

        Assert.True(result.IsSuccess);
        Assert.Equal("no media type at all", plane.Sent["Content-Type"]);
        Assert.True(SignatureV4.Fits(plane.Sent));
    }

    [Fact]
    public async Task A_type_of_two_lines_is_left_to_another_way()
    {
        const string type = "text/html\r\nx-amz-acl: public-read";
        await using var plane = Start(Answers.Healthy);
        var error = (await plane.Store.CreateUploadAsync(new(Address, new() { Headers = new() { ContentType = type } }), Token)).Error!;
        Assert.Equal((StoreErrorKind.NotThisWay, StoreErrorCodes.HeaderNotExpressible), (error.Kind, error.Code));
        Assert.Empty(plane.Server.Requests);
    }

    [Fact]
    public async Task A_line_feed_in_metadata_is_refused_not_dropped()
    {
        await using var plane = Start(Answers.Healthy);
        var error = (await plane.Store.PutAsync(new(Address, StoreBody.Buffered(default), new() { Headers = new() { Metadata = [new("m", "a\nb")] } }), Token)).Error!;
        Assert.Equal((StoreErrorKind.NotThisWay, StoreErrorCodes.HeaderNotExpressible), (error.Kind, error.Code));
        Assert.Empty(plane.Server.Requests);
    }

    private static void AssertFull(RecordedRequest sent)
    {
        Assert.True(SignatureV4.Fits(sent), sent.ToString());
        Assert.Equal(Headers.ContentType, sent["Content-Type"]);
        Assert.Equal(Headers.ContentEncoding, sent["Content-Encoding"]);
        Assert.Equal(Headers.ContentDisposition, sent["Content-Disposition"]);
        Assert.Equal(Headers.ContentLanguage, sent["Content-Language"]);
        Assert.Equal(Headers.CacheControl, sent["Cache-Control"]);
        Assert.Equal(Headers.Expires, sent["Expires"]);
        foreach (var (name, value) in Headers.Metadata)
        {
            Assert.Equal(value, sent["x-amz-meta-" + name]);
        }

        Assert.Equal(["k 1=v&+=1", "é="], sent["x-amz-tagging"]!.Split('&').Select(Uri.UnescapeDataString));
        Assert.Equal("GLACIER_IR", sent["x-amz-storage-class"]);
        Assert.Equal("bucket-owner-full-control", sent["x-amz-acl"]);
        Assert.Equal("aws:kms", sent["x-amz-server-side-encryption"]);
        Assert.Equal("arn:aws:kms:eu-west-1:1:key/k", sent["x-amz-server-side-encryption-aws-kms-key-id"]);
        Assert.Equal("true", sent["x-amz-server-side-encryption-bucket-key-enabled"]);
    }

    private static void AssertPlain(RecordedRequest sent)
    {
        Assert.True(SignatureV4.Fits(sent), sent.ToString());
        // The type S3 gives to what has none; the SDK would have guessed text/html from the key.
        Assert.Equal("binary/octet-stream", sent["Content-Type"]);
        Assert.DoesNotContain(
            sent.Headers.Select(header => header.Key.ToLowerInvariant()), name => name.StartsWith("x-amz-", StringComparison.Ordinal) && !AlwaysSent.Contains(name));
        Assert.All(Optional, name => Assert.Null(sent[name]));
    }
}
