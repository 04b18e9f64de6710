using System.Collections.Concurrent;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Operations on which the destination does not implement If-None-Match; learned one by one, as stores have it on some only. Thread-safe.</summary>
internal sealed class RefusedConditions
{
    /// <summary>Objects that tell: a refusal that does not say what it is about may be a stray one.</summary>
    private const int Witnesses = 2;

    private readonly ConcurrentDictionary<StoreOperation, int> operations = new();

    public bool Contains(StoreOperation operation) => !operations.IsEmpty && operations.TryGetValue(operation, out int witnesses) && witnesses >= Witnesses;

    /// <summary>One object has told so.</summary>
    public bool IsSuspected(StoreOperation operation) => !operations.IsEmpty && operations.ContainsKey(operation);

    /// <summary>The store refused an object with the condition and took it without. True: it is known from now on.</summary>
    public bool Confirm(StoreOperation operation, StoreError refusal)
    {
        int told = refusal.IsNotImplemented ? Witnesses : 1;
        return operations.AddOrUpdate(operation, told, (_, before) => Math.Min(before + told, Witnesses)) >= Witnesses;
    }
}
