using Xunit;

namespace ArchiveTransfer;

public sealed class LocationOverlapTests
{
    [Theory]
    [InlineData("", "", true)]
    [InlineData("a/", "a/", true)]
    [InlineData("a/", "a/b/", true)]
    [InlineData("a/b/", "a/", true)]
    [InlineData("", "a/", true)]
    [InlineData("a", "ab/", true)]
    [InlineData("a/", "ab/", false)]
    [InlineData("a/", "A/", false)]
    [InlineData("\u00e9/", "e\u0301/", false)]
    public void Prefixes_of_one_bucket_must_not_begin_with_each_other(string source, string destination, bool overlaps)
    {
        var options = TestConfiguration.Valid(o =>
        {
            o.Source.Bucket = o.Destination.Bucket = "one";
            (o.Source.Prefix, o.Destination.Prefix) = (source, destination);
        });

        Assert.Equal(overlaps, LocationOverlap.Exists(options));
        Assert.Equal(
            overlaps
                ? [$"Destination.Prefix is '{destination}'; set one that neither begins with Source.Prefix '{source}' nor is its beginning, or another bucket: within bucket 'one' the run would collect its own output."]
                : [],
            options.Validate());
    }

    [Theory]
    [InlineData(null, null, true)]
    [InlineData(null, "https://s3.eu-central-1.amazonaws.com", true)]
    [InlineData("http://minio:9000", "http://MINIO:9000/", true)]
    [InlineData("http://minio", "https://minio", true)]
    [InlineData("http://minio:9000", "http://minio:9001", false)]
    [InlineData("http://minio:9000", "http://other:9000", false)]
    [InlineData(null, "http://minio:9000", false)]
    public void The_same_bucket_is_one_of_the_same_store(string? source, string? destination, bool overlaps) =>
        Assert.Equal(overlaps, LocationOverlap.Exists(TestConfiguration.Valid(o =>
        {
            o.Source.Bucket = o.Destination.Bucket = "one";
            o.Source.ServiceUrl = source is null ? null : new Uri(source);
            o.Destination.ServiceUrl = destination is null ? null : new Uri(destination);
        })));
}
