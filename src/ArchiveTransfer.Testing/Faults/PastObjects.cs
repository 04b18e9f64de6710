using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>What keys held before their last write; the keys written longest ago are forgotten.</summary>
internal sealed class PastObjects
{
    private const int Remembered = 10_000;

    private readonly object _gate = new();
    private readonly Dictionary<(string Bucket, string Key), PastObject> _past = [];
    private readonly Queue<(string Bucket, string Key)> _order = new();

    public PastObject? Find(string bucket, string key)
    {
        lock (_gate)
        {
            return _past.GetValueOrDefault((bucket, key));
        }
    }

    public void Remember(string bucket, string key, StoredObject? before)
    {
        lock (_gate)
        {
            if (!_past.ContainsKey((bucket, key)))
            {
                _order.Enqueue((bucket, key));
                if (_order.Count > Remembered)
                {
                    _past.Remove(_order.Dequeue());
                }
            }

            _past[(bucket, key)] = new PastObject(before);
        }
    }

    public void Clear()
    {
        lock (_gate)
        {
            _past.Clear();
            _order.Clear();
        }
    }
}
