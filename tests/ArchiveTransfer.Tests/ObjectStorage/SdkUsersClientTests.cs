using Xunit;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A client the user made has the SDK's defaults: checksums wherever supported, retries, its own HTTP client.</summary>
public sealed class SdkUsersClientTests
{
    private static readonly ObjectAddress Address = new("bucket", "key.txt");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_operation_works()
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(Answers.Healthy);
        foreach (var operation in Enum.GetValues<StoreOperation>())
        {
            Assert.Null(await EveryOperation.SendAsync(plane.Store, operation, "a b/c+d", Token));
            Assert.True(SignatureV4.Fits(plane.Sent), $"{operation}");
        }
    }

    [Fact]
    public async Task Whole_bodies_leave_no_trace()
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(Answers.Healthy);
        await plane.Store.PutAsync(new(Address, StoreBody.Buffered("hello"u8.ToArray()), new()), Token);
        Assert.Equal("hello"u8.ToArray(), plane.Sent.Body);
        Assert.Equal((null, null), (plane.Sent["Content-Encoding"], plane.Sent["x-amz-trailer"]));
        Assert.DoesNotContain(plane.Sent.Headers, header => header.Key.Contains("checksum", StringComparison.OrdinalIgnoreCase));
        await plane.Store.UploadPartAsync(new(new("bucket", "key", "U1"), 1, StoreBody.Flowing(new FlowingSource(10), 10)), Token);
        Assert.Equal("STREAMING-AWS4-HMAC-SHA256-PAYLOAD", plane.Sent["x-amz-content-sha256"]);
    }

    [Theory]
    [InlineData("/lead")]
    [InlineData("//lead")]
    public async Task A_leading_slash_reaches_its_key_or_nothing(string key)
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(Answers.Healthy);
        foreach (var operation in Enum.GetValues<StoreOperation>().Where(operation => operation != StoreOperation.ListObjectsV2))
        {
            await EveryOperation.SendAsync(plane.Store, operation, key, Token);
            Assert.Equal((operation, key), (operation, plane.Sent.Key));
        }
    }

    [Fact]
    public async Task Headers_such_a_client_would_garble_are_left_to_another_way()
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(Answers.Healthy);
        ObjectHeaders[] garbled =
        [
            new() { ContentType = "text/html;charset=utf-8" }, new() { Expires = "Tue, 01 Jan 2030 00:00:00 GMT" }, new() { Metadata = [new("m", "größer")] }, new() { CacheControl = "é" },
        ];
        foreach (var headers in garbled)
        {
            var error = (await plane.Store.CopyAsync(new(new("origin", "k"), Address, new() { Headers = headers }), Token)).Error!;
            Assert.Equal((StoreErrorKind.NotThisWay, StoreErrorCodes.HeaderNotExpressible), (error.Kind, error.Code));
        }

        Assert.Empty(plane.Server.Requests);
        Assert.True((await plane.Store.CopyAsync(new(new("origin", "k"), Address, new() { Headers = new() { ContentType = "text/html; charset=utf-8", Metadata = [new("m", "%41")] } }), Token)).IsSuccess);
        Assert.Equal(("text/html; charset=utf-8", "%41"), (plane.Sent["Content-Type"], plane.Sent["x-amz-meta-m"]));
        Assert.True(SignatureV4.Fits(plane.Sent));
    }
}
