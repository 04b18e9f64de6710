using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneReadTests : PlaneTest
{
    private protected PlaneReadTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static readonly ObjectAddress Address = new("bucket", "key");

    private static readonly string[] Told =
    [
        "ETag: \"not-an-md5-at-all\"", "Last-Modified: Fri, 02 Jan 2026 03:04:05 GMT", "x-amz-version-id: v1", "x-amz-storage-class: GLACIER_IR",
        "x-amz-server-side-encryption: aws:kms:dsse", "x-amz-server-side-encryption-customer-algorithm: AES256", "x-amz-missing-meta: 2", "x-amz-tagging-count: 3",
        "Content-Type: text/html;charset=UTF-8", "Content-Encoding: gzip, br", "Content-Disposition: attachment; filename=a", "Content-Language: de,en", "Cache-Control: no-cache,max-age=0",
        "Expires: next tuesday", "X-Amz-Meta-Mixed-Case: %41 größer", "x-amz-meta-empty:",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Headers_are_told_by_HEAD_and_by_GET_alike()
    {
        await using var plane = Start(request => request.Method == "HEAD"
            ? ScriptedAnswer.Of(200, "", [.. Told, "Content-Length: 1234"])
            : ScriptedAnswer.Of(206, "hello", [.. Told, "Content-Range: bytes 10-14/1234"]));
        AssertTold((await plane.Store.HeadAsync(new(Address), Token)).Value);
        using var body = (await plane.Store.GetAsync(new(Address, 10, 5), Token)).Value;
        AssertTold(body.Head);
        Assert.Equal(5, body.Length);
        Assert.Equal("hello", await new StreamReader(body.Content).ReadToEndAsync(Token));

        static void AssertTold(ObjectHead head)
        {
            Assert.Equal(1234, head.Size);
            Assert.Equal(("not-an-md5-at-all", "v1", "GLACIER_IR", "aws:kms:dsse"), (head.ETag, head.VersionId, head.StorageClass, head.ServerSideEncryption));
            Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), head.LastModified);
            Assert.True(head.CustomerKey && head.HasOpaqueETag);
            Assert.Equal((2, 3), (head.MissingMetadata, head.TagCount));
            Assert.Equal(new ObjectHeaders
            {
                ContentType = "text/html;charset=UTF-8",
                ContentEncoding = "gzip, br",
                ContentDisposition = "attachment; filename=a",
                ContentLanguage = "de,en",
                CacheControl = "no-cache,max-age=0",
                Expires = "next tuesday",
                Metadata = head.Headers.Metadata,
            }, head.Headers);
            Assert.Equal([KeyValuePair.Create("empty", ""), KeyValuePair.Create("mixed-case", "%41 größer")], head.Headers.Metadata.OrderBy(pair => pair.Key));
        }
    }

    [Fact]
    public async Task Metadata_is_the_same_text_through_a_users_client()
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(_ => ScriptedAnswer.Of(200, "", "Content-Length: 0", "x-amz-meta-m: größer %41", "Content-Type: text/plain"));
        var head = (await plane.Store.HeadAsync(new(Address), Token)).Value;
        Assert.Equal((KeyValuePair.Create("m", "größer %41"), 0, "text/plain"), (Assert.Single(head.Headers.Metadata), head.MissingMetadata, head.Headers.ContentType));
    }

    [Fact]
    public async Task What_is_not_told_is_null()
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(200, "", "Content-Length: 0"));
        var head = (await plane.Store.HeadAsync(new(Address), Token)).Value;
        Assert.Equal(new ObjectHead { Size = 0, Headers = new() { Metadata = head.Headers.Metadata } }, head);
        Assert.Empty(head.Headers.Metadata);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Metadata_that_is_not_UTF8_counts_as_not_returned(bool usersClient)
    {
        Func<RecordedRequest, ScriptedAnswer> script = _ => new ScriptedAnswer((byte[])[.. "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nx-amz-meta-latin: "u8, 0xE9, .. "\r\n\r\n"u8]);
        await using var plane = usersClient ? PlaneUnderTest.StartWithUsersClient(script) : Start(script);
        Assert.Equal(1, (await plane.Store.HeadAsync(new(Address), Token)).Value.MissingMetadata);
    }

    [Theory]
    [InlineData("bytes 0-4/5", 0, 5, null)]
    [InlineData("bytes 0-4/5", 0, 100, null)]
    [InlineData("bytes 1-5/9", 0, 5, StoreErrorCodes.UnreadableAnswer)]
    [InlineData("bytes 0-9/10", 0, 5, StoreErrorCodes.UnreadableAnswer)]
    [InlineData("bytes 0-4/*", 0, 5, StoreErrorCodes.UnreadableAnswer)]
    [InlineData("nonsense", 0, 5, StoreErrorCodes.UnreadableAnswer)]
    public async Task A_range_is_what_was_asked_for_or_an_error(string range, long offset, long length, string? code)
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(206, "hello", $"Content-Range: {range}"));
        var result = await plane.Store.GetAsync(new(Address, offset, length), Token);
        Assert.Equal(code, result.Error?.Code);
        if (result.IsSuccess)
        {
            Assert.Equal((5, 5), (result.Value.Length, result.Value.Head.Size));
            result.Value.Dispose();
        }
    }

    [Theory]
    [InlineData(0, 5, null)]
    [InlineData(0, 4, StoreErrorCodes.RangeIgnored)]
    [InlineData(1, 4, StoreErrorCodes.RangeIgnored)]
    public async Task A_store_that_ignores_ranges_serves_whole_objects_only(long offset, long length, string? code)
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(200, "hello", $"ETag: \"{Answers.Tag}\""));
        var result = await plane.Store.GetAsync(new(Address, offset, length), Token);
        Assert.Equal((code, code is null ? null : StoreErrorKind.NotThisWay), (result.Error?.Code, result.Error?.Kind));
        if (result.IsSuccess)
        {
            using var body = result.Value;
            Assert.Equal("hello", await new StreamReader(body.Content).ReadToEndAsync(Token));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task An_ETag_that_is_no_MD5_is_nobodys_business_while_reading(bool usersClient)
    {
        Func<RecordedRequest, ScriptedAnswer> script = _ => ScriptedAnswer.Of(206, "hello", "Content-Range: bytes 0-4/5", $"ETag: \"{Answers.Tag}\"");
        await using var plane = usersClient ? PlaneUnderTest.StartWithUsersClient(script) : Start(script);
        using var body = (await plane.Store.GetAsync(new(Address, 0, 5), Token)).Value;
        Assert.Equal("hello", await new StreamReader(body.Content).ReadToEndAsync(Token));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_breaks_off_throws_an_IOException(bool resets)
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(206, "hello", "Content-Range: bytes 0-999/1000", "Content-Length: 1000") with { Closes = true, Resets = resets });
        var result = await plane.Store.GetAsync(new(Address, 0, 1000), Token);
        if (!result.IsSuccess && resets)
        {
            // The reset overtook the header.
            Assert.Equal(StoreErrorCodes.ConnectionLost, result.Error.Code);
            return;
        }

        using var body = result.Value;
        await Assert.ThrowsAnyAsync<IOException>(() => body.Content.CopyToAsync(Stream.Null, Token));
    }

    [Fact]
    public async Task A_body_flows_it_is_not_fetched_before_it_is_read()
    {
        await using var plane = Start(_ => new ScriptedAnswer("HTTP/1.1 206 X\r\nContent-Length: 1000\r\nContent-Range: bytes 0-999/1000\r\n\r\nbeginning"u8.ToArray()));
        using var body = (await plane.Store.GetAsync(new(Address, 0, 1000), Token)).Value;
        await body.Content.ReadExactlyAsync(new byte[9], Token);
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await body.Content.ReadExactlyAsync(new byte[1], cancel.Token));
    }

    [Fact]
    public async Task Tags_are_read()
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(200, "<Tagging><TagSet><Tag><Key>a</Key><Value>1</Value></Tag><Tag><Key>b</Key><Value></Value></Tag></TagSet></Tagging>"));
        Assert.Equal([KeyValuePair.Create("a", "1"), KeyValuePair.Create("b", "")], (await plane.Store.GetTagsAsync(Address, Token)).Value);
    }
}
