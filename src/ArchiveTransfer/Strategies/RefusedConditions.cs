using System.Collections.Concurrent;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>Operations on which the destination does not implement If-None-Match; learned one by one, as stores have it on some only. Thread-safe.</summary>
internal sealed class RefusedConditions
{
    private readonly ConcurrentDictionary<StoreOperation, bool> operations = new();

    public bool Contains(StoreOperation operation) => !operations.IsEmpty && operations.ContainsKey(operation);

    /// <summary>True: it was not known.</summary>
    public bool Add(StoreOperation operation) => operations.TryAdd(operation, true);

    /// <summary>It was not the condition.</summary>
    public void Remove(StoreOperation operation) => operations.TryRemove(operation, out _);
}
