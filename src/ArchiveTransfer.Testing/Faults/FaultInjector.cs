using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Seeding;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>The faults in place. A request meets the first that strikes.</summary>
internal sealed class FaultInjector(int seed)
{
    private readonly object _gate = new();
    private readonly PastObjects _past = new();
    private volatile ArmedFault[] _armed = [];
    private volatile bool _keepsThePast;
    private int _serial;

    /// <summary>Whether <see cref="Remember"/> is of use.</summary>
    public bool KeepsThePast => _keepsThePast;

    public IDisposable Add(S3Fault fault)
    {
        var kind = FaultCheck.KindOf(fault);
        lock (_gate)
        {
            // Each has its own chances, so that adding one does not change when another strikes.
            var armed = new ArmedFault(fault, kind, StableHash.Start.Add(seed).Add("fault").Add(_serial++), this);
            Replace([.. _armed, armed]);
            return armed;
        }
    }

    public void Remove(ArmedFault armed)
    {
        lock (_gate)
        {
            Replace([.. _armed.Where(other => other != armed)]);
        }
    }

    /// <summary>Null: it goes unharmed.</summary>
    public StruckFault? Strike(Exchange exchange)
    {
        if (_armed.Length == 0)
        {
            return null;
        }

        if (_keepsThePast && exchange.Target.Key is { } key)
        {
            exchange.Past = _past.Find(exchange.Target.Bucket, key);
        }

        lock (_gate)
        {
            foreach (var armed in _armed)
            {
                if (armed.Strikes(exchange))
                {
                    return armed.Struck;
                }
            }

            return null;
        }
    }

    /// <summary>Keeps what a key held before it was written.</summary>
    public void Remember(string bucket, string key, StoredObject? before) => _past.Remember(bucket, key, before);

    private void Replace(ArmedFault[] armed)
    {
        _armed = armed;
        _keepsThePast = Array.Exists(armed, static fault => fault.ShowsThePast);
        if (!_keepsThePast)
        {
            _past.Clear();
        }
    }
}
