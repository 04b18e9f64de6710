using System.Collections.Concurrent;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// Whether an endpoint takes our signatures. The first that it refuses is tried through the SDK once; if that works, the endpoint stays with the SDK for as long as
/// the process lives. Once one of ours was taken, a refusal is about the credentials.
/// </summary>
internal sealed class SignatureDoubt(SdkObjectStore sdk)
{
    private const int MostEndpoints = 1000;

    private static readonly ConcurrentDictionary<string, bool> LeftToSdk = new(StringComparer.OrdinalIgnoreCase);

    private static volatile int settledEndpoints;

    private readonly string endpoint = sdk.Client.Config.ServiceURL is { Length: > 0 } url ? url : sdk.Client.Config.RegionEndpoint?.SystemName ?? "";
    private int asked;
    private volatile bool settled;

    /// <summary>Called once, with the name of the endpoint, when its requests are left to the SDK.</summary>
    public Action<string>? Settled { get; set; }

    /// <summary>The SDK sends this endpoint's requests.</summary>
    public bool IsSettled => settled || (settledEndpoints > 0 && LeftToSdk.ContainsKey(endpoint));

    /// <summary>A signature of ours was taken.</summary>
    public void Dispel()
    {
        if (Volatile.Read(ref asked) == 0)
        {
            Volatile.Write(ref asked, 1);
        }
    }

    /// <summary>True once: the request is to be sent through the SDK.</summary>
    public bool IsRaisedBy(StoreError error) => error.Code == "SignatureDoesNotMatch" && Interlocked.Exchange(ref asked, 1) == 0;

    /// <summary>What the SDK's request was answered decides: done, or refused for what only a request whose signature was taken is refused for. A store that is busy or broken says nothing; the next refusal asks again.</summary>
    public StoreResult<T> Settle<T>(StoreResult<T> answer)
    {
        if (answer.IsSuccess || answer.Error.StatusCode is 404 or 412 or 416)
        {
            settled = true;
            if (settledEndpoints < MostEndpoints && LeftToSdk.TryAdd(endpoint, true))
            {
                Interlocked.Increment(ref settledEndpoints);
            }

            Settled?.Invoke(endpoint);
        }
        else if (answer.Error.Code != "SignatureDoesNotMatch")
        {
            Volatile.Write(ref asked, 0);
        }

        return answer;
    }
}
