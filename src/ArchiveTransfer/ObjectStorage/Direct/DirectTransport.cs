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

    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) => invoker.SendAsync(request, cancellationToken);

    /// <summary>What it means that <see cref="SendAsync"/> was cancelled by nobody: no other timeout than that of connecting is set.</summary>
    public static HttpRequestException NotConnected(OperationCanceledException thrown) => new(HttpRequestError.ConnectionError, "The connection was not made in time.", thrown);

    public void Dispose() => invoker.Dispose();
}
