using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class SdkKeyTests
{
    private static readonly string[] Hostile =
    [
        "plain", "/lead", "//lead", "///", "/", "a/../b", "../a", "./x", "x/.", "a//b", "trail/", "a?b", "a?versionId=null", "a#b", "a%2Fb", "a%20b", "a+b", "a b", " a", "a ",
        "a&b=c;d", "😀/é/漢字", "a\u0001b", "a\nb", "a\tb", "a\\b", "'\"*[]{}|^`<>", "{Key+}", "a:b@c,$!()", "e\u0301", "%", "~-_.", "\uFF5E\U0001F600",
    ];

    private static readonly IEnumerable<StoreOperation> Objects = Enum.GetValues<StoreOperation>().Where(operation => operation != StoreOperation.ListObjectsV2);

    [Fact]
    public async Task Every_operation_names_exactly_the_key_and_signs_what_it_sends()
    {
        await using var plane = PlaneUnderTest.Start(Answers.Healthy);
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
}
