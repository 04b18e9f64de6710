namespace ArchiveTransfer.Testing.Faults;

/// <summary>A fault in place, with what is left of it.</summary>
internal sealed class ArmedFault(S3Fault fault, Random random, FaultInjector injector) : IDisposable
{
    private int _skipped;
    private int _struck;

    /// <summary>Decides whether this request is struck. Called under the gate of the injector.</summary>
    public bool Strikes(string operation, string key)
    {
        if ((fault.Operation is not null && fault.Operation != operation) || fault.Keys?.Invoke(key) == false || _struck >= fault.Times)
        {
            return false;
        }

        if (_skipped < fault.Skip)
        {
            _skipped++;
            return false;
        }

        if (fault.Probability < 1 && random.NextDouble() >= fault.Probability)
        {
            return false;
        }

        _struck++;
        return true;
    }

    public S3Fault Fault => fault;

    public void Dispose() => injector.Remove(this);
}
