using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>Puts the headers of a copy as they are to be sent, before they are signed.</summary>
internal sealed class RawCopyHandler : PipelineHandler
{
    // Not a request of a type of its own: the SDK finds the endpoint by the name of the type.
    private static readonly ConditionalWeakTable<AmazonWebServiceRequest, RawCopyHeaders> Given = [];

    public static void Send(AmazonWebServiceRequest request, RawCopyHeaders headers) => Given.Add(request, headers);

    public override Task<T> InvokeAsync<T>(IExecutionContext executionContext)
    {
        if (Given.TryGetValue(executionContext.RequestContext.OriginalRequest, out var copy))
        {
            var headers = executionContext.RequestContext.Request.Headers;
            headers["x-amz-copy-source"] = copy.Source;
            headers.Remove("x-amz-metadata-directive");
            if (copy.Directive is { } directive)
            {
                headers["x-amz-metadata-directive"] = directive;
            }
        }

        return base.InvokeAsync<T>(executionContext);
    }
}
