using System.Net;
using Amazon.Runtime.EventStreams;
using Amazon.Runtime.Internal.Transform;

namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>What the SDK wants to know of an answer beside its body: 200, and no header that a listing would tell anything by.</summary>
internal sealed class BareAnswer(long length) : IWebResponseData
{
    public long ContentLength => length;

    public string ContentType => "application/xml";

    public HttpStatusCode StatusCode => HttpStatusCode.OK;

    public bool IsSuccessStatusCode => true;

    public IHttpResponseBody ResponseBody => throw new NotSupportedException();

    public string[] GetHeaderNames() => [];

    public bool IsHeaderPresent(string headerName) => false;

    public string? GetHeaderValue(string headerName) => null;

    public IEventStreamHeader? GetEventStreamHeader(string headerName) => null;

    public bool IsEventHeaderPresent(string headerName) => false;
}
