namespace ArchiveTransfer.Testing.Faults;

/// <summary>The faults in place. A request meets the first that strikes.</summary>
internal sealed class FaultInjector(int seed)
{
    private static readonly string[] Kinds =
    [
        S3FaultKinds.Error, S3FaultKinds.EmptyOk, S3FaultKinds.ErrorInOk, S3FaultKinds.WhitespaceBeforeXml, S3FaultKinds.TruncatedXml,
        S3FaultKinds.ResetBeforeAct, S3FaultKinds.ResetAfterAct, S3FaultKinds.CutBody, S3FaultKinds.Stall,
        S3FaultKinds.RepeatToken, S3FaultKinds.OutOfOrder, S3FaultKinds.EmptyTruncated,
    ];

    private readonly object _gate = new();
    private readonly List<ArmedFault> _armed = [];
    private int _serial;

    public IDisposable Add(S3Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        if (!Kinds.Contains(fault.Kind))
        {
            throw new ArgumentException($"There is no fault '{fault.Kind}'; there are {string.Join(", ", Kinds)}.", nameof(fault));
        }

        lock (_gate)
        {
            // Each has its own sequence of chances, so that adding one does not change when another strikes.
            var armed = new ArmedFault(fault, new Random(HashCode(seed, _serial++)), this);
            _armed.Add(armed);
            return armed;
        }
    }

    public void Remove(ArmedFault armed)
    {
        lock (_gate)
        {
            _armed.Remove(armed);
        }
    }

    public S3Fault? Strike(string operation, string key)
    {
        lock (_gate)
        {
            foreach (var armed in _armed)
            {
                if (armed.Strikes(operation, key))
                {
                    return armed.Fault;
                }
            }

            return null;
        }
    }

    private static int HashCode(int seed, int serial) => unchecked((seed * 31) + serial);
}
