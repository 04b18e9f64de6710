using System.Collections.Concurrent;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// Long bodies wait for the store's consent (<c>Expect: 100-continue</c>), so that a refusal costs no body. A store that lets the question pass
/// is not asked again.
/// </summary>
internal sealed class ConsentMemory
{
    /// <summary>Shorter bodies are sent at once: after a refusal the transport sends them all the same.</summary>
    public const long LeastBytes = 1 << 20;

    /// <summary>How long an answer is waited for before the body is sent all the same.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, bool> silent = new(StringComparer.Ordinal);

    public bool IsWorthAsking(string origin, long length) => length > LeastBytes && !silent.ContainsKey(origin);

    /// <summary>The body began to flow so long after the request was handed over; connecting counts, too, so that twice the patience says nothing either.</summary>
    public void Waited(string origin, TimeSpan waited)
    {
        if (waited >= Patience)
        {
            silent.TryAdd(origin, true);
        }
    }
}
