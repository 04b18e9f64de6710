using Amazon;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>How clients that the library makes reach the network; in production nothing of it is set.</summary>
/// <param name="Configure">Changes the handler of every connection.</param>
/// <param name="ChainRegion">Where the region comes from when neither options nor profile tell it; null: the SDK's chain.</param>
internal sealed record WireSettings(Action<SocketsHttpHandler>? Configure = null, Func<RegionEndpoint?>? ChainRegion = null);
