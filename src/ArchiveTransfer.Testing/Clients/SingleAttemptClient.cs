using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.S3;

namespace ArchiveTransfer.Testing.Clients;

/// <summary>A client that sends each request once.</summary>
internal sealed class SingleAttemptClient(AWSCredentials credentials, AmazonS3Config config) : AmazonS3Client(credentials, config)
{
    // MaxErrorRetry = 0 does not cover a connection that was reset: AWSSDK 4.0 then repeats ten times, writes included.
    protected override void CustomizeRuntimePipeline(RuntimePipeline pipeline)
    {
        base.CustomizeRuntimePipeline(pipeline);
        pipeline.RemoveHandler<RetryHandler>();
    }
}
