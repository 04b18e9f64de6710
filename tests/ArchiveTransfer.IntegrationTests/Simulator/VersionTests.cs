using System.Globalization;
using System.Net;
using System.Xml.Linq;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;
using S3Bucket = ArchiveTransfer.Testing.S3Bucket;

namespace ArchiveTransfer.Simulator;

public sealed class VersionTests : SimulatorTest
{
    private static readonly XNamespace Xml = "http://s3.amazonaws.com/doc/2006-03-01/";

    [Fact]
    public async Task Every_way_of_writing_makes_a_version_and_names_it()
    {
        Bucket.IsVersioned = true;

        var put = await PutAsync("key", "one");
        var copy = await Client.CopyObjectAsync("bucket", "key", "bucket", "copy", Cancellation);
        var completed = await UploadAsync("key", "two");

        Assert.All([put, copy.VersionId, completed], static id => Assert.Matches("^[A-Za-z0-9._]{32}$", id));
        Assert.Equal(put, copy.SourceVersionId);
        Assert.Equal([completed, put], Bucket.Versions("key").Select(static version => version.VersionId));
        Assert.Equal(Bytes("two"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task A_bucket_without_versions_tells_of_none()
    {
        Bucket.Put("key", Bytes("x"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        foreach (var (method, target) in new[] { (HttpMethod.Put, "/bucket/key"), (HttpMethod.Get, "/bucket/key?versionId=null"), (HttpMethod.Head, "/bucket/key"), (HttpMethod.Delete, "/bucket/key") })
        {
            using var answer = await SendAsync(raw, method, target, method == HttpMethod.Put ? Bytes("y") : null);
            Assert.True(answer.IsSuccessStatusCode);
            Assert.DoesNotContain(answer.Headers, static header => header.Key.Contains("version", StringComparison.OrdinalIgnoreCase));
        }

        Assert.Empty(Bucket.Versions("key"));
    }

    [Fact]
    public async Task Old_versions_are_read_by_their_ids_and_the_current_one_without()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("key", "one");
        var second = await PutAsync("key", "three");

        using var old = await Client.GetObjectAsync("bucket", "key", first, Cancellation);
        using var current = await Client.GetObjectAsync("bucket", "key", Cancellation);
        var head = await Client.GetObjectMetadataAsync("bucket", "key", first, Cancellation);
        await Client.CopyObjectAsync("bucket", "key", first, "bucket", "copy", Cancellation);

        Assert.Equal((first, 3), (old.VersionId, old.ContentLength));
        Assert.Equal((second, 5), (current.VersionId, current.ContentLength));
        Assert.Equal((first, 3), (head.VersionId, head.ContentLength));
        Assert.Equal(Bytes("one"), ContentOf(Bucket.Get("copy")));
    }

    [Fact]
    public async Task A_part_is_copied_from_the_version_named()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("source", "one");
        await PutAsync("source", "three");
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "key", Cancellation);

        var part = await Client.CopyPartAsync(
            new CopyPartRequest { SourceBucket = "bucket", SourceKey = "source", SourceVersionId = first, DestinationBucket = "bucket", DestinationKey = "key", UploadId = upload.UploadId, PartNumber = 1 },
            Cancellation);

        Assert.Equal(($"\"{Md5Of(Bytes("one"))}\"", first), (part.ETag, part.CopySourceVersionId));
    }

    [Fact]
    public async Task A_delete_hides_the_key_behind_a_marker_and_deleting_the_marker_brings_it_back()
    {
        Bucket.IsVersioned = true;
        var written = await PutAsync("key", "one");

        var deleted = await Client.DeleteObjectAsync("bucket", "key", Cancellation);
        var listing = await Client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = "bucket" }, Cancellation);

        Assert.Equal("true", deleted.DeleteMarker);
        Assert.Null(Bucket.Get("key"));
        Assert.Empty(Bucket.Keys);
        Assert.Equal(0, listing.KeyCount);
        Assert.Equal([(deleted.VersionId, true), (written, false)], Bucket.Versions("key").Select(static version => (version.VersionId, version.IsDeleteMarker)));

        var undone = await Client.DeleteObjectAsync("bucket", "key", deleted.VersionId, Cancellation);

        Assert.Equal(("true", deleted.VersionId), (undone.DeleteMarker, undone.VersionId));
        Assert.Equal(Bytes("one"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task Every_delete_leaves_a_marker_even_of_a_key_that_never_was()
    {
        Bucket.IsVersioned = true;

        await Client.DeleteObjectAsync("bucket", "none", Cancellation);
        await Client.DeleteObjectAsync("bucket", "none", Cancellation);

        Assert.Equal(2, Bucket.Versions("none").Count(static version => version.IsDeleteMarker));
    }

    [Theory]
    [InlineData("GET", "/bucket/key", 404, "NoSuchKey")]
    [InlineData("HEAD", "/bucket/key", 404, null)]
    [InlineData("GET", "/bucket/key?versionId={marker}", 405, "MethodNotAllowed")]
    [InlineData("HEAD", "/bucket/key?versionId={marker}", 405, null)]
    [InlineData("GET", "/bucket/key?tagging", 404, "NoSuchKey")]
    [InlineData("GET", "/bucket/key?tagging&versionId={marker}", 405, "MethodNotAllowed")]
    public async Task A_request_that_meets_a_delete_marker_is_told_so(string method, string target, int status, string? code)
    {
        Bucket.IsVersioned = true;
        Bucket.Put("key", Bytes("x"));
        var marker = (await Client.DeleteObjectAsync("bucket", "key", Cancellation)).VersionId;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        using var answer = await SendAsync(raw, new HttpMethod(method), target.Replace("{marker}", marker, StringComparison.Ordinal));
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal((status, "true", marker), ((int)answer.StatusCode, Header(answer, "x-amz-delete-marker"), Header(answer, "x-amz-version-id")));
        Assert.Equal(status == 405, answer.Content.Headers.Allow.Contains("DELETE") && answer.Content.Headers.LastModified is not null);
        Assert.Equal(code, body.Length == 0 ? null : XElement.Parse(body).Element("Code")!.Value);
        Assert.Equal(code == "MethodNotAllowed", body.Contains("<ResourceType>DeleteMarker</ResourceType>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("bucket/key", 404, "NoSuchKey")]
    [InlineData("bucket/key?versionId={marker}", 400, "InvalidRequest")]
    [InlineData("bucket/key?versionId=made-up", 400, "InvalidArgument")]
    [InlineData("bucket/key?versionId=", 400, "InvalidArgument")]
    [InlineData("bucket/key?versionId=null", 404, "NoSuchVersion")]
    [InlineData("bucket/key?version=1", 400, "InvalidArgument")]
    public async Task A_copy_source_that_is_no_object_is_refused(string source, int status, string code)
    {
        Bucket.IsVersioned = true;
        Bucket.Put("key", Bytes("x"));
        var marker = (await Client.DeleteObjectAsync("bucket", "key", Cancellation)).VersionId;
        var upload = await Client.InitiateMultipartUploadAsync("bucket", "copy", Cancellation);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        source = source.Replace("{marker}", marker, StringComparison.Ordinal);

        var copy = await raw.SendAsync(HttpMethod.Put, "/bucket/copy", Cancellation, null, null, ("x-amz-copy-source", source));
        var part = await raw.SendAsync(HttpMethod.Put, $"/bucket/copy?partNumber=1&uploadId={upload.UploadId}", Cancellation, null, null, ("x-amz-copy-source", source));

        Assert.All([copy, part], answer => Assert.Equal((status, code), (answer.Status, XElement.Parse(answer.Body).Element("Code")!.Value)));
        Assert.Empty(Bucket.Versions("copy"));
    }

    [Theory]
    [InlineData("GET", "/bucket/key?versionId=", 400, "InvalidArgument", "Version id cannot be the empty string")]
    [InlineData("GET", "/bucket/key?versionId=abc", 400, "InvalidArgument", "Invalid version id specified")]
    [InlineData("GET", "/bucket/key?versionId=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", 400, "InvalidArgument", "Invalid version id specified")]
    [InlineData("GET", "/bucket/key?versionId={other}", 404, "NoSuchVersion", "The specified version does not exist.")]
    [InlineData("GET", "/bucket/key?versionId=null", 404, "NoSuchVersion", "The specified version does not exist.")]
    [InlineData("GET", "/bucket/key?tagging&versionId={other}", 404, "NoSuchVersion", "The specified version does not exist.")]
    [InlineData("DELETE", "/bucket/key?tagging&versionId={other}", 404, "NoSuchVersion", "The specified version does not exist.")]
    [InlineData("DELETE", "/bucket/key?versionId=abc", 400, "InvalidArgument", "Invalid version id specified")]
    [InlineData("PUT", "/bucket/key?versionId={own}", 400, "InvalidArgument", "This operation does not accept a version-id.")]
    [InlineData("PUT", "/bucket/key?versionId=", 400, "InvalidArgument", "This operation does not accept a version-id.")]
    [InlineData("POST", "/bucket/key?uploads&versionId={own}", 400, "InvalidArgument", "This operation does not accept a version-id.")]
    [InlineData("PUT", "/bucket/key?partNumber=1&uploadId=x&versionId={own}", 400, "InvalidArgument", "This operation does not accept a version-id.")]
    [InlineData("GET", "/bucket?versions&version-id-marker={own}", 400, "InvalidArgument", "A version-id marker cannot be specified without a key marker.")]
    [InlineData("GET", "/bucket?versions&key-marker=key&version-id-marker=abc", 400, "InvalidArgument", "Invalid version id specified")]
    public async Task A_version_that_cannot_be_meant_is_refused(string method, string target, int status, string code, string message)
    {
        Bucket.IsVersioned = true;
        var own = await PutAsync("key", "x");
        var other = await PutAsync("other", "x");
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var (answered, body) = await raw.SendAsync(
            new HttpMethod(method),
            target.Replace("{own}", own, StringComparison.Ordinal).Replace("{other}", other, StringComparison.Ordinal),
            Cancellation);

        var error = XElement.Parse(body);
        Assert.Equal((status, code, message), (answered, error.Element("Code")!.Value, error.Element("Message")!.Value));
        Assert.Single(Bucket.Versions("key"));
    }

    [Fact]
    public async Task A_suspended_bucket_keeps_its_versions_and_writes_one_null_version()
    {
        Bucket.Put("key", Bytes("before"));
        await VersioningAsync(VersionStatus.Enabled);
        var kept = await PutAsync("key", "kept");
        await VersioningAsync(VersionStatus.Suspended);

        var third = await PutAsync("key", "third");
        var fourth = await PutAsync("key", "fourth");
        using var got = await Client.GetObjectAsync("bucket", "key", Cancellation);

        Assert.Equal((null, null, "null"), (third, fourth, got.VersionId));
        Assert.Equal(["null", kept], Bucket.Versions("key").Select(static version => version.VersionId));
        Assert.Equal([Bytes("fourth"), Bytes("kept")], Bucket.Versions("key").Select(ContentOf));
        Assert.False(Bucket.IsVersioned);
    }

    [Fact]
    public async Task A_delete_in_a_suspended_bucket_replaces_the_null_version_by_a_null_marker()
    {
        Bucket.IsVersioned = true;
        var kept = await PutAsync("key", "kept");
        Bucket.IsVersioned = false;
        await PutAsync("key", "null");

        var first = await Client.DeleteObjectAsync("bucket", "key", Cancellation);
        var second = await Client.DeleteObjectAsync("bucket", "key", Cancellation);

        Assert.All([first, second], static deleted => Assert.Equal(("true", "null"), (deleted.DeleteMarker, deleted.VersionId)));
        Assert.Equal([("null", true), (kept, false)], Bucket.Versions("key").Select(static version => (version.VersionId, version.IsDeleteMarker)));

        await Client.DeleteObjectAsync("bucket", "key", "null", Cancellation);

        Assert.Equal(Bytes("kept"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task What_was_there_before_versions_stays_as_the_null_version()
    {
        Bucket.Put("key", Bytes("before"));
        Bucket.IsVersioned = true;
        await PutAsync("key", "after");

        using var before = await Client.GetObjectAsync("bucket", "key", "null", Cancellation);

        Assert.Equal(("null", 6), (before.VersionId, before.ContentLength));
    }

    [Fact]
    public async Task Deleting_versions_one_by_one_ends_with_nothing()
    {
        Bucket.Put("key", Bytes("null"));
        Bucket.IsVersioned = true;
        var second = await PutAsync("key", "second");
        var third = await PutAsync("key", "third");

        await Client.DeleteObjectAsync("bucket", "key", second, Cancellation);
        Assert.Equal([third, "null"], Bucket.Versions("key").Select(static version => version.VersionId));
        var last = await Client.DeleteObjectAsync("bucket", "key", third, Cancellation);
        Assert.Equal(Bytes("null"), ContentOf(Bucket.Get("key")));
        await Client.DeleteObjectAsync("bucket", "key", "null", Cancellation);
        var again = await Client.DeleteObjectAsync("bucket", "key", third, Cancellation);

        Assert.Empty(Bucket.Versions("key"));
        Assert.All([last, again], deleted => Assert.Equal((third, null, HttpStatusCode.NoContent), (deleted.VersionId, deleted.DeleteMarker, deleted.HttpStatusCode)));
    }

    [Fact]
    public async Task Tags_belong_to_a_version()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("key", "one");
        var second = await PutAsync("key", "two");
        var tagged = await Client.PutObjectTaggingAsync(
            new PutObjectTaggingRequest { BucketName = "bucket", Key = "key", VersionId = first, Tagging = new Tagging { TagSet = [new Tag { Key = "a", Value = "1" }] } },
            Cancellation);

        var old = await Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = "bucket", Key = "key", VersionId = first }, Cancellation);
        var current = await Client.GetObjectTaggingAsync(new GetObjectTaggingRequest { BucketName = "bucket", Key = "key" }, Cancellation);

        Assert.Equal(first, tagged.VersionId);
        Assert.Equal("a", Assert.Single(old.Tagging).Key);
        Assert.Empty(current.Tagging ?? []);
        Assert.Equal([second, first], Bucket.Versions("key").Select(static version => version.VersionId));
    }

    [Fact]
    public async Task A_batch_deletes_versions_makes_markers_and_names_what_it_could_not()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("a", "one");
        var marker = (await Client.DeleteObjectAsync("bucket", "b", Cancellation)).VersionId;
        await PutAsync("c", "x");
        await PutAsync("d", "x");

        var (status, body) = await DeleteManyAsync(
            $"<Object><Key>a</Key><VersionId>{first}</VersionId></Object>",
            $"<Object><Key>b</Key><VersionId>{marker}</VersionId></Object>",
            "<Object><Key>c</Key></Object>",
            "<Object><Key>d</Key><VersionId>made-up</VersionId></Object>",
            "<Object><Key>d</Key><ETag>\"other\"</ETag></Object>");

        var hidden = Assert.Single(Bucket.Versions("c"), static version => version.IsDeleteMarker).VersionId;
        Assert.Equal(200, status);
        Assert.Equal(
            $"""
            <Deleted><Key>a</Key><VersionId>{first}</VersionId></Deleted>
            <Deleted><Key>b</Key><VersionId>{marker}</VersionId><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>{marker}</DeleteMarkerVersionId></Deleted>
            <Deleted><Key>c</Key><DeleteMarker>true</DeleteMarker><DeleteMarkerVersionId>{hidden}</DeleteMarkerVersionId></Deleted>
            <Error><Key>d</Key><VersionId>made-up</VersionId><Code>NoSuchVersion</Code><Message>The specified version does not exist.</Message></Error>
            <Error><Key>d</Key><Code>PreconditionFailed</Code><Message>At least one of the pre-conditions you specified did not hold</Message></Error>
            """.ReplaceLineEndings(""),
            string.Concat(XElement.Parse(body).Elements().Select(static element => element.ToString(SaveOptions.DisableFormatting))).Replace($" xmlns=\"{Xml}\"", "", StringComparison.Ordinal));
        Assert.Empty(Bucket.Versions("a"));
        Assert.Empty(Bucket.Versions("b"));
        Assert.NotNull(Bucket.Get("d"));
    }

    [Fact]
    public async Task A_quiet_batch_tells_of_errors_alone()
    {
        Bucket.IsVersioned = true;
        Bucket.Put("a", Bytes("x"));

        var (_, body) = await DeleteManyAsync("<Quiet>true</Quiet>", "<Object><Key>a</Key></Object>", "<Object><Key>b</Key><VersionId>made-up</VersionId></Object>");

        Assert.Equal("Error", Assert.Single(XElement.Parse(body).Elements()).Name.LocalName);
        Assert.Null(Bucket.Get("a"));
    }

    [Theory]
    [InlineData(false, "{etag}", 204)]
    [InlineData(false, "*", 204)]
    [InlineData(false, "\"other\"", 412)]
    [InlineData(true, "{etag}", 204)]
    [InlineData(true, "\"other\"", 412)]
    public async Task A_delete_with_If_Match_needs_the_ETag_of_what_is_there(bool isVersioned, string ifMatch, int status)
    {
        Bucket.IsVersioned = isVersioned;
        Bucket.Put("key", Bytes("x"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Delete, "/bucket/key", Cancellation, null, null, ("If-Match", ifMatch.Replace("{etag}", Bucket.Get("key")!.ETag, StringComparison.Ordinal)));

        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 412, Bucket.Get("key") is not null);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_delete_with_If_Match_of_nothing_is_404(bool isVersioned)
    {
        Bucket.IsVersioned = isVersioned;
        Bucket.Put("key", Bytes("x"));
        Bucket.Delete("key");
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var answer = await raw.SendAsync(HttpMethod.Delete, "/bucket/key", Cancellation, null, null, ("If-Match", "*"));

        Assert.Equal(404, answer.Status);
        Assert.Equal(isVersioned ? 2 : 0, Bucket.Versions("key").Count);
    }

    [Fact]
    public async Task If_None_Match_writes_over_a_delete_marker()
    {
        Bucket.IsVersioned = true;
        Bucket.Put("key", Bytes("old"));
        var request = new PutObjectRequest { BucketName = "bucket", Key = "key", ContentBody = "new", IfNoneMatch = "*" };

        await RefusedAsync("PreconditionFailed", 412, () => Client.PutObjectAsync(request, Cancellation));
        Bucket.Delete("key");
        await Client.PutObjectAsync(request, Cancellation);

        Assert.Equal(Bytes("new"), ContentOf(Bucket.Get("key")));
    }

    [Fact]
    public async Task Who_may_not_list_is_not_told_that_a_key_was_deleted()
    {
        Bucket.IsVersioned = true;
        Bucket.Put("key", Bytes("x"));
        var marker = (await Client.DeleteObjectAsync("bucket", "key", Cancellation)).VersionId;
        var stranger = Simulator.AddIdentity("stranger");
        Bucket.Grant(stranger, read: true);
        using var raw = new RawClient(Simulator.Endpoint, stranger);

        using var current = await SendAsync(raw, HttpMethod.Get, "/bucket/key");
        using var gone = await SendAsync(raw, HttpMethod.Get, "/bucket/key?versionId=null");
        using var named = await SendAsync(raw, HttpMethod.Get, $"/bucket/key?versionId={marker}");

        Assert.Equal((403, 403, 405), ((int)current.StatusCode, (int)gone.StatusCode, (int)named.StatusCode));
        Assert.Null(Header(current, "x-amz-delete-marker"));
    }

    [Fact]
    public async Task An_old_version_can_be_copied_onto_its_own_key()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("key", "good");
        await PutAsync("key", "bad");

        await Client.CopyObjectAsync("bucket", "key", first, "bucket", "key", Cancellation);

        Assert.Equal(Bytes("good"), ContentOf(Bucket.Get("key")));
        Assert.Equal(3, Bucket.Versions("key").Count);
    }

    [Fact]
    public async Task A_virtual_object_is_the_first_version_of_its_key()
    {
        Bucket.AddVirtual(3, static i => $"k{i}", static i => 100 + i);
        Bucket.IsVersioned = true;

        var second = await PutAsync("k1", "x");
        using var old = await Client.GetObjectAsync("bucket", "k1", "null", Cancellation);
        Assert.Equal(101, old.ContentLength);
        Assert.Equal([second, "null"], Bucket.Versions("k1").Select(static version => version.VersionId));

        await Client.DeleteObjectAsync("bucket", "k1", "null", Cancellation);
        await Client.DeleteObjectAsync("bucket", "k1", second, Cancellation);
        await Client.DeleteObjectAsync("bucket", "k2", Cancellation);

        Assert.Empty(Bucket.Versions("k1"));
        Assert.Equal(["k0"], Bucket.Keys);
        Assert.Equal([true, false], Bucket.Versions("k2").Select(static version => version.IsDeleteMarker));
        Assert.Equal(["k0:null", "k2:" + Bucket.Versions("k2")[0].VersionId, "k2:null"], (await ListVersionsAsync(new ListVersionsRequest { BucketName = "bucket" })).Select(static version => $"{version.Key}:{version.VersionId}"));
    }

    [Fact]
    public async Task A_copy_that_was_only_remembered_becomes_the_null_version()
    {
        Bucket.AddVirtual(3, static i => $"k{i}", static _ => 100);
        var lake = Simulator.AddBucket("lake");
        lake.RememberCopiesOf(Bucket);
        await Client.CopyObjectAsync("bucket", "k1", "lake", "k1", Cancellation);
        lake.IsVersioned = true;

        var second = (await Client.CopyObjectAsync("bucket", "k1", "lake", "k1", Cancellation)).VersionId;
        var third = (await Client.CopyObjectAsync("bucket", "k2", "lake", "k2", Cancellation)).VersionId;
        Assert.Equal([second, "null"], lake.Versions("k1").Select(static version => version.VersionId));
        Assert.Equal([third], lake.Versions("k2").Select(static version => version.VersionId));
        lake.Delete("k2");
        Assert.Equal(1, lake.Count);

        await Client.DeleteObjectAsync("lake", "k1", second, Cancellation);
        Assert.Equal(["null"], lake.Versions("k1").Select(static version => version.VersionId));
        await Client.DeleteObjectAsync("lake", "k1", "null", Cancellation);
        Assert.Empty(lake.Versions("k1"));
        Assert.Empty(lake.Keys);
    }

    [Fact]
    public async Task A_bucket_with_old_versions_is_not_empty()
    {
        Bucket.IsVersioned = true;
        var id = await PutAsync("key", "x");
        var marker = (await Client.DeleteObjectAsync("bucket", "key", Cancellation)).VersionId;

        await RefusedAsync("BucketNotEmpty", 409, () => Client.DeleteBucketAsync("bucket", Cancellation));
        await Client.DeleteObjectAsync("bucket", "key", id, Cancellation);
        await RefusedAsync("BucketNotEmpty", 409, () => Client.DeleteBucketAsync("bucket", Cancellation));
        await Client.DeleteObjectAsync("bucket", "key", marker, Cancellation);
        await Client.DeleteBucketAsync("bucket", Cancellation);

        Assert.Null(Simulator.FindBucket("bucket"));
    }

    [Fact]
    public async Task Attributes_are_those_of_the_version_asked_for()
    {
        Bucket.IsVersioned = true;
        var first = await PutAsync("key", "one");
        var second = await PutAsync("key", "three");
        Task<GetObjectAttributesResponse> Ask(string? id) => Client.GetObjectAttributesAsync(
            new GetObjectAttributesRequest { BucketName = "bucket", Key = "key", VersionId = id, ObjectAttributes = [ObjectAttributes.ObjectSize] },
            Cancellation);

        var old = await Ask(first);
        var current = await Ask(null);

        Assert.Equal((first, 3, second, 5), (old.VersionId, old.ObjectSize, current.VersionId, current.ObjectSize));
    }

    [Theory]
    [InlineData(1_000)]
    [InlineData(7)]
    [InlineData(3)]
    [InlineData(1)]
    public async Task A_listing_of_versions_shows_each_once_newest_first_by_page(int pageSize)
    {
        Bucket.Put("b", Bytes("null"));
        Bucket.IsVersioned = true;
        var expected = new List<string>();
        foreach (var key in new[] { "a", "b", "c/1", "c/2" })
        {
            for (var i = 0; i < 3; i++)
            {
                await PutAsync(key, $"{i}");
            }

            Bucket.Delete(key);
            expected.AddRange(Bucket.Versions(key).Select((version, i) => $"{key}:{version.VersionId}:{version.IsDeleteMarker}:{i == 0}"));
        }

        var listed = await ListVersionsAsync(new ListVersionsRequest { BucketName = "bucket", MaxKeys = pageSize });

        Assert.Equal(17, expected.Count);
        Assert.Equal(expected, listed.Select(static version => $"{version.Key}:{version.VersionId}:{version.IsDeleteMarker == true}:{version.IsLatest}"));
        Assert.All(listed, version => Assert.Equal(Simulator.Owner.AccessKey, version.Owner?.Id));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public async Task A_listing_of_versions_rolls_up_what_lies_below_a_delimiter(int pageSize)
    {
        Bucket.IsVersioned = true;
        foreach (var key in new[] { "p/a", "p/d/1", "p/d/2", "p/e", "p/f/1", "q" })
        {
            await PutAsync(key, "1");
            await PutAsync(key, "2");
        }

        var prefixes = new List<string>();
        var listed = await ListVersionsAsync(new ListVersionsRequest { BucketName = "bucket", Prefix = "p/", Delimiter = "/", MaxKeys = pageSize }, prefixes);

        Assert.Equal(["p/a", "p/a", "p/e", "p/e"], listed.Select(static version => version.Key));
        Assert.Equal(["p/d/", "p/f/"], prefixes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task A_listing_goes_on_after_what_it_listed_was_deleted(int pageSize)
    {
        Bucket.IsVersioned = true;
        for (var i = 0; i < 10; i++)
        {
            await PutAsync(i < 5 ? "a" : "b", "x");
        }

        var request = new ListVersionsRequest { BucketName = "bucket", MaxKeys = pageSize };
        var deleted = 0;
        ListVersionsResponse page;
        do
        {
            page = await Client.ListVersionsAsync(request, Cancellation);
            foreach (var version in page.Versions)
            {
                // The newest version of each key stays, so that what follows has not all moved up.
                if (version.IsLatest != true)
                {
                    await Client.DeleteObjectAsync("bucket", version.Key, version.VersionId, Cancellation);
                    deleted++;
                }
            }

            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
        while (page.IsTruncated == true);

        Assert.Equal(8, deleted);
        Assert.Equal(["a", "b"], Bucket.Keys);
        Assert.All(Bucket.Keys, key => Assert.Single(Bucket.Versions(key)));
    }

    [Fact]
    public async Task A_listing_of_versions_encodes_keys_and_shows_what_a_bucket_without_versions_holds()
    {
        Bucket.Put("a b", Bytes("x"));
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);

        var (status, body) = await raw.SendAsync(HttpMethod.Get, "/bucket?versions&encoding-type=url", Cancellation);

        var version = XElement.Parse(body).Element(Xml + "Version")!;
        Assert.Equal(200, status);
        Assert.Equal(["Key", "VersionId", "IsLatest", "LastModified", "ETag", "Size", "StorageClass", "Owner"], version.Elements().Select(static element => element.Name.LocalName));
        Assert.Equal(("a+b", "null", "true"), (version.Element(Xml + "Key")!.Value, version.Element(Xml + "VersionId")!.Value, version.Element(Xml + "IsLatest")!.Value));
    }

    [Fact]
    public async Task The_state_of_versioning_is_told_and_refuses_what_it_does_not_know()
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        async Task<string?> StatusAsync() =>
            XElement.Parse((await raw.SendAsync(HttpMethod.Get, "/bucket?versioning", Cancellation)).Body).Element(Xml + "Status")?.Value;
        async Task<string> PutAsync(string content)
        {
            var (status, body) = await raw.SendAsync(HttpMethod.Put, "/bucket?versioning", Cancellation, Bytes($"<VersioningConfiguration xmlns=\"{Xml}\">{content}</VersioningConfiguration>"));
            return body.Length == 0 ? status.ToString(CultureInfo.InvariantCulture) : $"{status} {XElement.Parse(body).Element("Code")!.Value}";
        }

        Assert.Null(await StatusAsync());
        Assert.Equal("200", await PutAsync("<Status>Enabled</Status>"));
        Assert.Equal("Enabled", await StatusAsync());
        Assert.Equal("200", await PutAsync("<Status>Suspended</Status>"));
        Assert.Equal("Suspended", await StatusAsync());
        Assert.Equal("400 MalformedXML", await PutAsync("<Status>Off</Status>"));
        Assert.Equal("400 IllegalVersioningConfigurationException", await PutAsync(""));
        Assert.Equal("501 NotImplemented", await PutAsync("<Status>Enabled</Status><MfaDelete>Enabled</MfaDelete>"));

        using var stranger = Simulator.CreateClient(Simulator.AddIdentity("stranger"));
        await RefusedAsync("AccessDenied", 403, () => stranger.PutBucketVersioningAsync(
            new PutBucketVersioningRequest { BucketName = "bucket", VersioningConfig = new S3BucketVersioningConfig { Status = VersionStatus.Enabled } },
            Cancellation));
        Assert.Equal("Suspended", await StatusAsync());
    }

    [Fact]
    public async Task Of_two_uploads_the_one_completed_last_is_current_whichever_began_first()
    {
        var clock = new ManualClock();
        await using var simulator = await S3Simulator.StartAsync(options => options.TimeProvider = clock, Cancellation);
        var bucket = simulator.AddBucket("bucket");
        bucket.IsVersioned = true;
        using var raw = new RawClient(simulator.Endpoint, simulator.Owner) { SignedAt = ManualClock.Start };
        var early = await BeginAsync(raw);
        clock.Advance(TimeSpan.FromMinutes(1));
        var late = await BeginAsync(raw);

        await FinishAsync(raw, late, "late");
        await FinishAsync(raw, early, "early");

        Assert.Equal([Bytes("early"), Bytes("late")], bucket.Versions("key").Select(ContentOf));
        Assert.Equal([ManualClock.Start, ManualClock.Start.AddMinutes(1)], bucket.Versions("key").Select(static version => version.LastModified));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_ids()
    {
        await using var again = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        var ids = new List<string>();
        foreach (var bucket in new[] { Bucket, again.AddBucket("bucket") })
        {
            bucket.IsVersioned = true;
            bucket.Put("key", Bytes("x"));
            bucket.Put("key", Bytes("x"));
            ids.AddRange(bucket.Versions("key").Select(static version => version.VersionId));
        }

        Assert.Equal(ids[..2], ids[2..]);
        Assert.Equal(2, ids.Distinct().Count());
    }

    private static async Task<string> BeginAsync(RawClient raw)
    {
        var (_, body) = await raw.SendAsync(HttpMethod.Post, "/bucket/key?uploads", Cancellation);
        return XElement.Parse(body).Element(Xml + "UploadId")!.Value;
    }

    private static async Task FinishAsync(RawClient raw, string id, string content)
    {
        using var part = await SendAsync(raw, HttpMethod.Put, $"/bucket/key?partNumber=1&uploadId={id}", Bytes(content));
        var xml = $"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{Header(part, "ETag")}</ETag></Part></CompleteMultipartUpload>";
        var (status, _) = await raw.SendAsync(HttpMethod.Post, $"/bucket/key?uploadId={id}", Cancellation, Bytes(xml));
        Assert.Equal(200, status);
    }

    private static string? Header(HttpResponseMessage answer, string name) => answer.Headers.TryGetValues(name, out var values) ? values.Single() : null;

    private static async Task<HttpResponseMessage> SendAsync(RawClient raw, HttpMethod method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var request = raw.Create(method, target, body, null, headers);
        return await raw.SendAsync(request, Cancellation);
    }

    private async Task<string> PutAsync(string key, string content) =>
        (await Client.PutObjectAsync(new PutObjectRequest { BucketName = "bucket", Key = key, ContentBody = content, UseChunkEncoding = false }, Cancellation)).VersionId;

    private Task<PutBucketVersioningResponse> VersioningAsync(VersionStatus status) => Client.PutBucketVersioningAsync(
        new PutBucketVersioningRequest { BucketName = "bucket", VersioningConfig = new S3BucketVersioningConfig { Status = status } },
        Cancellation);

    private async Task<string> UploadAsync(string key, string content)
    {
        var upload = await Client.InitiateMultipartUploadAsync("bucket", key, Cancellation);
        var part = await Client.UploadPartAsync(
            new UploadPartRequest { BucketName = "bucket", Key = key, UploadId = upload.UploadId, PartNumber = 1, InputStream = new MemoryStream(Bytes(content)), UseChunkEncoding = false },
            Cancellation);
        var completed = await Client.CompleteMultipartUploadAsync(
            new CompleteMultipartUploadRequest { BucketName = "bucket", Key = key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)] },
            Cancellation);
        return completed.VersionId;
    }

    private async Task<List<S3ObjectVersion>> ListVersionsAsync(ListVersionsRequest request, List<string>? prefixes = null)
    {
        var versions = new List<S3ObjectVersion>();
        while (true)
        {
            var page = await Client.ListVersionsAsync(request, Cancellation);
            versions.AddRange(page.Versions ?? []);
            prefixes?.AddRange(page.CommonPrefixes ?? []);
            if (page.IsTruncated != true)
            {
                return versions;
            }

            Assert.Equal(request.MaxKeys, (page.Versions?.Count ?? 0) + (page.CommonPrefixes?.Count ?? 0));
            (request.KeyMarker, request.VersionIdMarker) = (page.NextKeyMarker, page.NextVersionIdMarker);
        }
    }

    private async Task<(int Status, string Body)> DeleteManyAsync(params string[] elements)
    {
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var body = Bytes($"<Delete xmlns=\"{Xml}\">{string.Concat(elements)}</Delete>");
        var md5 = Convert.ToBase64String(Convert.FromHexString(Md5Of(body)));
        return await raw.SendAsync(HttpMethod.Post, "/bucket?delete", Cancellation, body, null, ("Content-MD5", md5));
    }
}
