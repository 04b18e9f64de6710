using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Refuses faults that cannot happen.</summary>
internal static class FaultCheck
{
    private static readonly TimeSpan LargestSkew = TimeSpan.FromDays(365);

    public static FaultKind KindOf(S3Fault fault)
    {
        ArgumentNullException.ThrowIfNull(fault);
        var kind = FaultMenu.Find(fault.Kind);
        if (fault.Operation is { } operation && !kind.Scope.Includes(OperationNames.Parse(operation)))
        {
            throw new ArgumentException($"The fault '{kind.Name}' cannot strike {operation}; it strikes {kind.Scope}.", nameof(fault));
        }

        Require(fault, fault.Probability is >= 0 and <= 1, nameof(fault.Probability), fault.Probability, "0 to 1");
        Require(fault, fault.Skip >= 0, nameof(fault.Skip), fault.Skip, "0 or more");
        Require(fault, fault.Times is null or >= 1, nameof(fault.Times), fault.Times, "1 or more");
        Require(fault, fault.Burst >= 1, nameof(fault.Burst), fault.Burst, "1 or more");
        Require(fault, fault.StatusCode is >= 300 and <= 599, nameof(fault.StatusCode), fault.StatusCode, "300 to 599");
        Require(fault, fault.Bytes >= 0, nameof(fault.Bytes), fault.Bytes, "0 or more");
        Require(fault, fault.BytesPerSecond >= 1, nameof(fault.BytesPerSecond), fault.BytesPerSecond, "1 or more");
        Require(fault, fault.RetryAfter is null || fault.RetryAfter >= TimeSpan.Zero, nameof(fault.RetryAfter), fault.RetryAfter, "0 or more");
        Require(fault, fault.Skew.Duration() <= LargestSkew, nameof(fault.Skew), fault.Skew, "at most a year");
        return kind;
    }

    private static void Require(S3Fault fault, bool holds, string name, object? value, string bounds)
    {
        if (!holds)
        {
            throw new ArgumentException(FormattableString.Invariant($"{name} is {value}; it is {bounds}."), nameof(fault));
        }
    }
}
