using System.Globalization;
using System.Text;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneBodyTests : PlaneTest
{
    private protected PlaneBodyTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static readonly ObjectAddress Address = new("bucket", "key.txt");
    private static readonly UploadAddress Upload = new("bucket", "key.txt", "U1");
    private static readonly byte[] Content = [.. Enumerable.Range(0, 300_000).Select(i => FlowingSource.At(i))];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(300_000)]
    public async Task A_body_that_can_be_read_twice_is_signed_whole_and_leaves_no_trace(int length)
    {
        foreach (var https in new[] { false, true })
        {
            await using var plane = Start(Answers.Healthy, https: https);
            using var longer = new MemoryStream([.. "before"u8, .. Content.AsSpan(0, length), .. "after"u8]);
            foreach (var body in new[] { StoreBody.Buffered(Content.AsMemory(0, length)), StoreBody.Seekable(longer, length) })
            {
                longer.Position = 6;
                Assert.Equal(Answers.Tag, (await plane.Store.PutAsync(new(Address, body, new()), Token)).Value.ETag);
                AssertWhole(plane.Sent, length);
                longer.Position = 6;
                Assert.Equal(new WrittenPart(3, Answers.Tag), (await plane.Store.UploadPartAsync(new(Upload, 3, body), Token)).Value);
                AssertWhole(plane.Sent, length);
            }

            Assert.True(longer.CanRead);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_hash_that_is_known_is_signed_and_the_body_is_not_read_for_it(bool https)
    {
        // One that is wrong: whoever read the body would send another.
        const string Known = "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff";
        await using var plane = Start(Answers.Healthy, https: https);
        using var content = new MemoryStream(Content);
        Assert.True((await plane.Store.PutAsync(new(Address, StoreBody.Seekable(content, Content.Length, Known), new()), Token)).IsSuccess);
        Assert.Equal(Content, plane.Sent.Body);
        Assert.Equal(Kind == PlaneKind.Direct, plane.Store.SignsKnownHashes);
        Assert.Equal(plane.Store.SignsKnownHashes, plane.Sent["x-amz-content-sha256"] == Known);
    }

    [Fact]
    public async Task Over_https_a_flowing_body_is_sent_unsigned_and_plain_and_with_its_MD5()
    {
        await using var plane = Start(Answers.Healthy, https: true);
        Assert.True(plane.Store.CanPutFlowingBody(md5Known: true));
        var put = new PutRequest(Address, StoreBody.Flowing(new FlowingSource(Content.Length), Content.Length), new(), Md5: "0123456789abcdef0123456789abcdef");
        Assert.True((await plane.Store.PutAsync(put, Token)).IsSuccess);
        Assert.Equal("UNSIGNED-PAYLOAD", plane.Sent["x-amz-content-sha256"]);
        Assert.Equal("ASNFZ4mrze8BI0VniavN7w==", plane.Sent["Content-MD5"]);
        Assert.Equal(Content, plane.Sent.Body);
        AssertNoTrace(plane.Sent);
    }

    [Fact]
    public async Task A_flowing_part_is_signed_chunk_by_chunk()
    {
        // Over TLS the SDK's plane sends parts as they are.
        foreach (var https in Kind == PlaneKind.Direct ? new[] { false, true } : [false])
        {
            await using var plane = Start(Answers.Healthy, https: https);
            Assert.True(plane.Store.SignsFlowingParts);
            await AssertSignedAsync(plane);
        }
    }

    private static async Task AssertSignedAsync(PlaneUnderTest plane)
    {
        var source = new FlowingSource(Content.Length);
        Assert.True((await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(source, Content.Length)), Token)).IsSuccess);
        Assert.Equal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", plane.Sent["x-amz-content-sha256"]);
        Assert.Equal(Content.Length.ToString(CultureInfo.InvariantCulture), plane.Sent["x-amz-decoded-content-length"]);
        Assert.Equal("aws-chunked", plane.Sent["Content-Encoding"]);
        Assert.Null(plane.Sent["x-amz-trailer"]);
        Assert.True(SignatureV4.Fits(plane.Sent));
        Assert.Equal(Content, Unchunk(plane.Sent.Body));
        Assert.Equal(Content.Length, source.Taken);
    }

    [Fact]
    public async Task Over_http_a_flowing_body_is_no_way_to_put_an_object()
    {
        await using var plane = Start(Answers.Healthy);
        Assert.False(plane.Store.CanPutFlowingBody(md5Known: true));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await plane.Store.PutAsync(new(Address, StoreBody.Flowing(new FlowingSource(1), 1), new()), Token));
        Assert.Empty(plane.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flowing_body_of_nothing_is_sent(bool https)
    {
        await using var plane = Start(Answers.Healthy, https: https);
        Assert.True((await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(new FlowingSource(0), 0)), Token)).IsSuccess);
        Assert.Equal(0, plane.Sent.BodyLength);
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(false, 200_000)]
    [InlineData(true, 0)]
    [InlineData(true, 200_000)]
    public async Task A_body_that_fails_is_the_bodys_failure_and_may_be_tried_again(bool https, long failAt)
    {
        await using var plane = Start(Answers.Healthy, https: https);
        var result = await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(new FlowingSource(Content.Length, failAt), Content.Length)), Token);
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.BodyFailed), (result.Error!.Kind, result.Error.Code));
        Assert.Contains("the source of the body failed", result.Error.Message, StringComparison.Ordinal);
        Assert.Empty(plane.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_that_ends_early_never_arrives_as_a_whole(bool https)
    {
        await using var plane = Start(Answers.Healthy, https: https);
        var result = await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(new FlowingSource(99_999), 100_000)), Token);
        Assert.Equal(StoreErrorCodes.BodyFailed, result.Error!.Code);
        Assert.Empty(plane.Server.Requests);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_refusal_before_the_body_is_the_answer(bool https)
    {
        await using var plane = Start(Answers.Healthy, https: https);
        plane.Server.Early = ScriptedAnswer.Error(403, "AccessDenied", "Connection: close");
        var source = new FlowingSource(2 << 20);
        var result = await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(source, 2 << 20)), Token);
        Assert.Equal((StoreErrorKind.Permanent, "AccessDenied"), (result.Error!.Kind, result.Error.Code));
        Assert.Equal(0, source.Taken);
    }

    [Fact]
    public async Task Short_bodies_are_not_announced()
    {
        await using var plane = Start(Answers.Healthy);
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered(Content), new()), Token);
        Assert.Null(plane.Sent["Expect"]);
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered(new byte[2 << 20]), new()), Token);
        Assert.Equal("100-continue", plane.Sent["Expect"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flowing_body_is_never_read_twice_when_the_answer_is_lost(bool https)
    {
        foreach (var usersRetries in new[] { false, true })
        {
            Func<RecordedRequest, ScriptedAnswer> script = _ => ScriptedAnswer.Reset;
            await using var plane = usersRetries && !https ? PlaneUnderTest.StartWithUsersClient(script) : Start(script, https: https);
            var source = new FlowingSource(Content.Length);
            var result = await plane.Store.UploadPartAsync(new(Upload, 1, StoreBody.Flowing(source, Content.Length)), Token);
            Assert.Equal((StoreErrorKind.Unknown, StoreErrorCodes.ConnectionLost), (result.Error!.Kind, result.Error.Code));
            Assert.Equal(Content.Length, source.Taken);
            Assert.Single(plane.Server.Requests);
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_part_flows_no_faster_than_the_store_takes_it_and_is_never_held(bool https)
    {
        const long size = 64 << 20;
        await using var plane = Start(Answers.Healthy, https: https);
        var reading = new TaskCompletionSource();
        plane.Server.Reading = reading.Task;
        var source = new FlowingSource(size);
        var sending = plane.Store.UploadPartAsync(new(Upload, 2, StoreBody.Flowing(source, size)), Token).AsTask();
        for (var (taken, still) = (0L, 0); still < 20;)
        {
            await Task.Delay(10, Token);
            still = source.Taken > 0 && source.Taken == taken ? still + 1 : 0;
            taken = source.Taken;
        }

        // What is on its way lies in the sockets.
        Assert.InRange(source.Taken, 1, 24 << 20);
        Assert.False(sending.IsCompleted);
        reading.SetResult();
        Assert.True((await sending).IsSuccess);
        Assert.True(plane.Sent.BodyLength >= size);
        Assert.True(source.LargestRead <= 128 << 10, $"asked for {source.LargestRead} bytes at once");
    }

    private static void AssertWhole(RecordedRequest sent, int length)
    {
        Assert.Equal(Content[..length], sent.Body);
        Assert.Equal(sent.BodyHash, sent["x-amz-content-sha256"]);
        AssertNoTrace(sent);
    }

    private static void AssertNoTrace(RecordedRequest sent)
    {
        Assert.Null(sent["Content-Encoding"]);
        Assert.Null(sent["x-amz-trailer"]);
        Assert.Null(sent["x-amz-decoded-content-length"]);
        Assert.Null(sent["Transfer-Encoding"]);
        Assert.DoesNotContain(sent.Headers, header => header.Key.StartsWith("x-amz-checksum", StringComparison.OrdinalIgnoreCase) || header.Key.StartsWith("x-amz-sdk-checksum", StringComparison.OrdinalIgnoreCase));
        Assert.True(SignatureV4.Fits(sent));
    }

    private static byte[] Unchunk(byte[] body)
    {
        using var content = new MemoryStream();
        for (var at = 0; ;)
        {
            var line = body.AsSpan(at).IndexOf("\r\n"u8);
            var head = Encoding.ASCII.GetString(body, at, line).Split(';');
            Assert.StartsWith("chunk-signature=", head[1], StringComparison.Ordinal);
            var size = int.Parse(head[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
            {
                return content.ToArray();
            }

            content.Write(body, at + line + 2, size);
            at += line + 2 + size + 2;
        }
    }
}
