using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The connections of one side. Requests go out as they are, answers come back as they are; nothing is followed, unpacked or repeated.</summary>
internal sealed class DirectTransport : IDisposable
{
    private readonly HttpMessageInvoker invoker;

    public DirectTransport(Action<SocketsHttpHandler>? configure)
    {
        SocketsHttpHandler handler = WireClientFactory.NewHandler();
        handler.Expect100ContinueTimeout = ConsentMemory.Patience;
        configure?.Invoke(handler);
        invoker = new HttpMessageInvoker(handler);
    }

    /// <summary>Whether stores answer those who ask before they send a long body.</summary>
    public ConsentMemory Consent { get; } = new();

    /// <exception cref="HttpRequestException">Also for a connection that was not made in time.</exception>
    public async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await invoker.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            // No other timeout than that of connecting is set.
            throw new HttpRequestException(HttpRequestError.ConnectionError, "The connection was not made in time.", e);
        }
    }

    public void Dispose() => invoker.Dispose();
}
