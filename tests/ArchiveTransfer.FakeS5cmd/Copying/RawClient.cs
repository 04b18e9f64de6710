using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>A client of the SDK that sends each request once, and copies as they are given.</summary>
internal sealed class RawClient(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.RemoveHandler<RetryHandler>();
        pipeline.AddHandlerAfter<Marshaller>(new RawCopyHandler());
    }
}
