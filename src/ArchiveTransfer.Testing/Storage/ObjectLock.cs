namespace ArchiveTransfer.Testing.Storage;

/// <summary>What protects a version: a retention, a legal hold, or both.</summary>
internal sealed record ObjectLock(string? Mode = null, DateTimeOffset? RetainUntil = null, bool? HasLegalHold = null)
{
    public const string Governance = "GOVERNANCE";
    public const string Compliance = "COMPLIANCE";

    /// <summary>A retention that has not run out.</summary>
    public bool IsRetainedAt(DateTimeOffset now) => RetainUntil > now;

    public bool ForbidsDeletionAt(DateTimeOffset now, bool bypassesGovernance) =>
        HasLegalHold == true || (IsRetainedAt(now) && !(bypassesGovernance && Mode == Governance));

    /// <summary>Whether the retention may give way to another, or to none: longer always, shorter only under governance and by those who may pass it.</summary>
    public bool AllowsRetention(ObjectLock wanted, DateTimeOffset now, bool bypassesGovernance)
    {
        if (!IsRetainedAt(now) || (bypassesGovernance && Mode == Governance))
        {
            return true;
        }

        return wanted.RetainUntil >= RetainUntil && (Mode == Governance || wanted.Mode == Compliance);
    }
}
