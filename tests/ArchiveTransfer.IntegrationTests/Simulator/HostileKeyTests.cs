using Amazon.S3.Model;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class HostileKeyTests : SimulatorTest
{
    public static TheoryData<string> Keys => new(
        "a/../b",
        "./a",
        "../a",
        "a//b",
        "//a",
        "/lead",
        "trail/",
        "a%2Fb",
        "a%20b",
        "a b",
        "a+b",
        "a%2Bb",
        "?versionId=1",
        "q'\"<>&;#*[]{}|\\^`",
        "tab\tline\nend",
        "\u0001\u007f",
        "emoji\U0001F600",
        "\uFF5E",
        "日本語/ключ");

    [Theory]
    [MemberData(nameof(Keys))]
    public async Task A_key_is_stored_exactly_as_sent_and_copied_from_exactly_there(string key)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var content = Bytes(key);

        var put = await raw.SendAsync(HttpMethod.Put, "/bucket/" + RawClient.Encode(key), Cancellation, content);
        var got = await raw.SendAsync(HttpMethod.Get, "/bucket/" + RawClient.Encode(key), Cancellation);
        var copied = await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, ("x-amz-copy-source", "/bucket/" + RawClient.Encode(key)));

        Assert.Equal((200, 200, 200), (put.Status, got.Status, copied.Status));
        Assert.Equal(key, got.Body);
        Assert.Equal(content, ContentOf(Bucket.Get("copy")));
        Assert.Equal(new[] { key, "copy" }.ToHashSet(), Bucket.Keys.ToHashSet());
    }

    [Fact]
    public async Task A_plus_in_path_and_copy_source_is_a_plus()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        Bucket.Put("a b", Bytes("blank"));
        Bucket.Put("a+b", Bytes("plus"));

        var got = await raw.SendAsync(HttpMethod.Get, "/bucket/a+b", Cancellation);
        await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, ("x-amz-copy-source", "bucket/a+b"));

        Assert.Equal("plus", got.Body);
        Assert.Equal(Bytes("plus"), ContentOf(Bucket.Get("copy")));
    }

    [Theory]
    [InlineData("/bucket/%FF")]
    [InlineData("/bucket/%E2%82")]
    public async Task A_key_that_is_no_UTF_8_is_refused(string target)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Put, target, Cancellation, Bytes("x"));

        Assert.Equal(400, answer.Status);
        Assert.Contains("InvalidURI", answer.Body, StringComparison.Ordinal);
        Assert.Empty(Bucket.Keys);
    }

    [Fact]
    public async Task The_SDK_lists_hostile_keys_in_byte_order()
    {
        var keys = Keys.Select(static row => row.Data).Where(static key => !key.Contains('\u0001', StringComparison.Ordinal)).ToList();
        foreach (var key in keys)
        {
            Bucket.Put(key, Bytes("x"));
        }

        var listed = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Cancellation);

        Assert.Equal(
            keys.OrderBy(static key => Convert.ToHexString(Bytes(key)), StringComparer.Ordinal),
            listed.S3Objects.Select(static item => item.Key));
    }
}
