namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>Keeps what goes over the wire for whoever awaits the request.</summary>
internal sealed class WireTap(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private static readonly AsyncLocal<WireAnswer?> Listener = new();

    public static WireAnswer Listen() => Listener.Value = new WireAnswer();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var kept = Listener.Value!;
        kept.Method = request.Method.Method;
        kept.Target = request.RequestUri!.AbsoluteUri;
        var response = await base.SendAsync(request, cancellationToken);
        kept.RequestId = Header(response, "x-amz-request-id") ?? "";
        kept.HostId = Header(response, "x-amz-id-2") ?? "";
        kept.BucketRegion = Header(response, "x-amz-bucket-region");
        kept.Status = (int)response.StatusCode;
        await response.Content.LoadIntoBufferAsync(cancellationToken);
        kept.Body = await response.Content.ReadAsStringAsync(cancellationToken);
        return response;
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
