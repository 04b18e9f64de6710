using Amazon.Runtime;
using Amazon.S3;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class PlaneChoiceTests
{
    private static readonly BasicAWSCredentials Given = new("AKTEST", "SKTEST");

    [Fact]
    public void What_the_library_sets_up_itself_goes_through_the_lean_plane()
    {
        var destination = new DestinationOptions { Bucket = "bucket", ServiceUrl = new Uri("http://store.example") };
        using IObjectStore plane = PlaneChoice.Of(Open(destination, new ArchiveCollectionComponents { DestinationCredentials = Given }), destination, configure: null);
        Assert.IsType<DirectObjectStore>(plane);
    }

    [Fact]
    public void A_users_client_goes_through_the_SDK()
    {
        var destination = new DestinationOptions { Bucket = "bucket" };
        using var client = new AmazonS3Client(Given, new AmazonS3Config { ServiceURL = "http://store.example" });
        using IObjectStore plane = PlaneChoice.Of(Open(destination, new ArchiveCollectionComponents { DestinationClient = client }), destination, configure: null);
        Assert.IsType<SdkObjectStore>(plane);
    }

    [Fact]
    public void An_access_point_goes_through_the_SDK()
    {
        var destination = new DestinationOptions { Bucket = "arn:aws:s3:eu-west-1:123456789012:accesspoint/lake" };
        using IObjectStore plane = PlaneChoice.Of(Open(destination, new ArchiveCollectionComponents { DestinationCredentials = Given }), destination, configure: null);
        Assert.IsType<SdkObjectStore>(plane);
    }

    [Fact]
    public void A_proxy_of_the_SDK_goes_through_the_SDK()
    {
        var destination = new DestinationOptions { Bucket = "bucket" };
        var config = new AmazonS3Config { ServiceURL = "http://store.example", ProxyHost = "proxy.example", ProxyPort = 3128 };
        using var client = new AmazonS3Client(Given, config);
        using var sdk = new SdkObjectStore(client, ObjectStoreSettings.None) { Access = new StoreAccess { Region = "us-east-1" } };
        Assert.Same(sdk, PlaneChoice.Of(sdk, destination, configure: null));
    }

    private static SdkObjectStore Open(DestinationOptions destination, ArchiveCollectionComponents components) =>
        S3ClientFactory.OpenDestination(destination, new SourceOptions(), components);
}
