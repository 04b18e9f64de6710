using Amazon.Runtime.Internal.Transform;
using Amazon.S3.Model;
using Amazon.S3.Model.Internal.MarshallTransformations;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>A listing read by the AWS SDK, and its answer turned into the same records as the SDK plane does it.</summary>
internal static class SdkListing
{
    public static ObjectPage Read(byte[] body)
    {
        using var stream = new MemoryStream(body, writable: false);
        using var context = new XmlUnmarshallerContext(stream, maintainResponseBody: false, new BareAnswer(body.Length));
        return SdkAnswers.Page((ListObjectsV2Response)ListObjectsV2ResponseUnmarshaller.Instance.Unmarshall(context)).Value;
    }
}
