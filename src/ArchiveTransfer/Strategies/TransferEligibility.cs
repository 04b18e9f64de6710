using System.Diagnostics.CodeAnalysis;

namespace ArchiveTransfer;

/// <summary>Whether a strategy can, and if not why not.</summary>
public readonly struct TransferEligibility : IEquatable<TransferEligibility>
{
    private TransferEligibility(string reason) => Reason = reason;

    /// <summary>It can.</summary>
    public static TransferEligibility Eligible => default;

    /// <summary>It cannot: a constant sentence fragment without keys or sizes ("object is larger than 5 GiB"), because it is counted and logged once.</summary>
    public static TransferEligibility Refuse(string reason) => new(reason);

    /// <summary>It can.</summary>
    [MemberNotNullWhen(false, nameof(Reason))]
    public bool IsEligible => Reason is null;

    /// <summary>Why not.</summary>
    public string? Reason { get; }

    /// <inheritdoc/>
    public bool Equals(TransferEligibility other) => Reason == other.Reason;

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is TransferEligibility other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => Reason?.GetHashCode(StringComparison.Ordinal) ?? 0;

    /// <summary>Equal.</summary>
    public static bool operator ==(TransferEligibility left, TransferEligibility right) => left.Equals(right);

    /// <summary>Not equal.</summary>
    public static bool operator !=(TransferEligibility left, TransferEligibility right) => !left.Equals(right);
}
