using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneKeyTests : PlaneTest
{
    private protected PlaneKeyTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static readonly string[] Hostile =
    [
        "plain", "/lead", "//lead", "///", "/", "a/../b", "../a", "./x", "x/.", "a//b", "trail/", "a?b", "a?versionId=null", "a#b", "a%2Fb", "a%20b", "a+b", "a b", " a", "a ",
        "a&b=c;d", "😀/é/漢字", "a\u0001b", "a\nb", "a\tb", "a\\b", "'\"*[]{}|^`<>", "{Key+}", "a:b@c,$!()", "e\u0301", "%", "~-_.", "\uFF5E\U0001F600",
    ];

    private static readonly IEnumerable<StoreOperation> Objects = Enum.GetValues<StoreOperation>().Where(operation => operation != StoreOperation.ListObjectsV2);

    [Fact]
    public async Task Every_operation_names_exactly_the_key_and_signs_what_it_sends()
    {
        await using var plane = Start(Answers.Healthy);
        var wrong = new List<string>();
        foreach (var (operation, key) in from operation in Objects from key in Hostile select (operation, key))
        {
            var error = await EveryOperation.SendAsync(plane.Store, operation, key, TestContext.Current.CancellationToken);
            if (error is not null)
            {
                wrong.Add($"{operation} {key}: {error.Code} {error.Message}");
            }
            else if (plane.Sent.Key != key || !plane.Sent.Path.StartsWith("/bucket/", StringComparison.Ordinal))
            {
                wrong.Add($"{operation} {key}: sent as {plane.Sent.Target}");
            }
            else if (!SignatureV4.Fits(plane.Sent))
            {
                wrong.Add($"{operation} {key}: signed otherwise than sent as {plane.Sent.Target}");
            }
        }

        Assert.True(wrong.Count == 0, string.Join("\n", wrong));
    }

    [Fact]
    public async Task Every_copy_reads_exactly_the_key()
    {
        await using var plane = Start(Answers.Healthy);
        foreach (var key in Hostile)
        {
            foreach (var operation in new[] { StoreOperation.CopyObject, StoreOperation.UploadPartCopy })
            {
                Assert.Null(await EveryOperation.SendAsync(plane.Store, operation, "to", TestContext.Current.CancellationToken, source: key));
                Assert.Equal((operation, key), (operation, plane.Sent.SourceKey));
                Assert.DoesNotContain('?', plane.Sent["x-amz-copy-source"]!);
                Assert.DoesNotContain('+', plane.Sent["x-amz-copy-source"]!);
            }
        }

        await plane.Store.CopyAsync(new(new("origin", "k?versionId=x", "v+1/="), new("bucket", "to"), new()), TestContext.Current.CancellationToken);
        Assert.Equal("origin/k%3FversionId%3Dx?versionId=v+1/=", plane.Sent["x-amz-copy-source"]!.Replace("%2F", "/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Any_key_arrives_as_destination_and_as_source()
    {
        await using var plane = Start(Answers.Healthy);
        var pairs = from to in ArbMap.Default.ArbFor<NonEmptyString>().Generator from source in ArbMap.Default.ArbFor<NonEmptyString>().Generator select (to.Get, source.Get);
        foreach (var (any, anySource) in pairs.Sample(200))
        {
            var (key, source) = (Valid(any), Valid(anySource));
            Assert.Null(await EveryOperation.SendAsync(plane.Store, StoreOperation.CopyObject, key, TestContext.Current.CancellationToken, source));
            Assert.Equal((key, source), (plane.Sent.Key, plane.Sent.SourceKey));
            Assert.True(SignatureV4.Fits(plane.Sent));
        }

        static string Valid(string text) => string.Concat(text.EnumerateRunes());
    }

    [Fact]
    public async Task Half_a_character_is_refused_by_name()
    {
        const string key = "a\uD83Db";
        await using var plane = Start(Answers.Healthy);
        foreach (var operation in Objects)
        {
            var error = await EveryOperation.SendAsync(plane.Store, operation, key, TestContext.Current.CancellationToken);
            Assert.Equal((StoreErrorKind.Permanent, StoreErrorCodes.KeyNotExpressible), (error!.Kind, error.Code));
        }

        Assert.Equal(StoreErrorCodes.KeyNotExpressible, (await EveryOperation.SendAsync(plane.Store, StoreOperation.CopyObject, "k", TestContext.Current.CancellationToken, source: key))!.Code);
        Assert.Empty(plane.Server.Requests);
    }
}
