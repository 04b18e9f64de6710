using System.Runtime.InteropServices;

namespace ArchiveTransfer.Testing.Seeding;

/// <summary>Something counted for each request by its identity. Not safe for threads.</summary>
/// <remarks>Two generations bound the memory: when the younger is full it takes the place of the older, and what nobody asked for in between is forgotten.</remarks>
internal sealed class AttemptTable<TCount>(int remembered)
    where TCount : struct
{
    private Dictionary<ulong, TCount> _younger = [];
    private Dictionary<ulong, TCount> _older = [];

    /// <summary>To be changed in place; default when not asked for before, or too long ago.</summary>
    public ref TCount Of(ulong identity)
    {
        if (_younger.Count >= remembered / 2 && !_younger.ContainsKey(identity))
        {
            (_older, _younger) = (_younger, []);
        }

        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(_younger, identity, out var isKnown);
        if (!isKnown && _older.Remove(identity, out var earlier))
        {
            count = earlier;
        }

        return ref count;
    }
}
