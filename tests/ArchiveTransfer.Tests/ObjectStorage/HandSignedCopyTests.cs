using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class HandSignedCopyTests
{
    private static readonly ObjectStoreSettings Settings = new() { ExpectedBucketOwner = "111", SourceExpectedBucketOwner = "222", SourceRequesterPays = true };

    private static readonly CopyRequest[] Copies =
    [
        new(new("origin", "plain"), new("bucket", "plain"), new()),
        new(new("origin", "plain"), new("bucket", "plain"), new() { AnyTags = true }),
        new(new("origin", "/a/../b c+d?versionId=x 😀", "v 1"), new("bucket", "//to/./%2F ä"), new() { Headers = ObjectHeaders.None, Tags = [] }, "e1", IfNoneMatch: true),
        new(new("origin", "k"), new("bucket", "k"), new()
        {
            Headers = new()
            {
                ContentType = "text/html;charset=UTF-8",
                ContentEncoding = "gzip",
                ContentDisposition = "inline",
                ContentLanguage = "de",
                CacheControl = "no-cache,max-age=0",
                Expires = "never",
                Metadata = [new("m", "größer  als")],
            },
            Tags = [new("k 1", "v+&=")],
            StorageClass = "STANDARD_IA",
            CannedAcl = "private",
            Encryption = new() { Algorithm = "aws:kms", KmsKeyId = "k", BucketKeyEnabled = false },
        }),
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_plane_without_the_SDK_sends_an_equivalent_request()
    {
        await using var plane = PlaneUnderTest.Start(Answers.Healthy, Settings);
        using var second = new HandSignedCopy(plane.Server.Url, "AKTEST", "SKTEST", TimeProvider.System, Settings);
        foreach (var copy in Copies)
        {
            var first = await plane.Store.CopyAsync(copy, Token);
            var bySdk = Essence(plane.Sent);
            Assert.Equal(first.Value, (await second.CopyAsync(copy, Token)).Value);
            Assert.Equal(bySdk, Essence(plane.Sent));
        }

        // Headers about the connection and the SDK are no part of the request; the source may or may not encode its slashes.
        static IEnumerable<string> Essence(RecordedRequest sent)
        {
            Assert.True(SignatureV4.Fits(sent));
            string[] own = ["amz-sdk-invocation-id", "amz-sdk-request", "user-agent", "authorization", "x-amz-date", "connection", "accept", "accept-encoding"];
            return sent.Headers
                .Select(header => (Name: header.Key.ToLowerInvariant(), header.Value))
                .Where(header => !own.Contains(header.Name))
                .Select(header => $"{header.Name}: {(header.Name == "x-amz-copy-source" ? Uri.UnescapeDataString(header.Value.Split('?')[0]) + "|" + string.Join('|', header.Value.Split('?').Skip(1)) : header.Value)}")
                .Order(StringComparer.Ordinal)
                .Prepend($"{sent.Method} {sent.Target}");
        }
    }

    [Fact]
    public async Task A_plane_without_the_SDK_ends_with_the_same_errors()
    {
        foreach (var answer in new[]
        {
            ScriptedAnswer.Of(200), ScriptedAnswer.Of(200, "<CopyObjectResult/>"), ScriptedAnswer.Of(200, "<html"), ScriptedAnswer.Error(200, "InternalError"), ScriptedAnswer.Error(503, "SlowDown"),
            ScriptedAnswer.Error(403, "AccessDenied"), ScriptedAnswer.Error(404, "NoSuchKey"), ScriptedAnswer.Close,
        })
        {
            await using var plane = PlaneUnderTest.Start(_ => answer);
            using var second = new HandSignedCopy(plane.Server.Url, "AKTEST", "SKTEST", TimeProvider.System, ObjectStoreSettings.None);
            var first = (await plane.Store.CopyAsync(Copies[0], Token)).Error!;
            var other = (await second.CopyAsync(Copies[0], Token)).Error!;
            Assert.Equal((first.Operation, first.Kind, first.Code, first.StatusCode), (other.Operation, other.Kind, other.Code, other.StatusCode));
        }
    }
}
