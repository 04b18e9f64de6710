namespace ArchiveTransfer;

/// <summary>What makes a whole run stop rather than do damage or be green for nothing.</summary>
public sealed class SanityOptions
{
    /// <summary>Let a run that selects no object succeed; otherwise it fails with <see cref="TransferErrorCodes.SourceEmpty"/>, because a typo in a prefix selects nothing.</summary>
    /// <value>False.</value>
    public bool AllowEmptySource { get; set; }

    /// <summary>Most of the destination's objects that one run may replace. Above it, and above 1,000 objects, the run stops with <see cref="TransferErrorCodes.MassChange"/> before it replaces the first one. Not applied with <see cref="OverwriteMode.Always"/>, which asks for it.</summary>
    /// <value>0.2; 0 to 1, 1 switches the guard off.</value>
    public double MaxChangedShare { get; set; } = 0.2;

    /// <summary>Most object bytes that may pass through this machine, what comes in and what goes out together: twice the size of each object that is streamed or staged, whatever the reason. The object that would go beyond it does not begin, the run ends with <see cref="TransferErrorCodes.MaxBytesThroughClient"/>, and what is left is <see cref="TransferStatus.NotAttempted"/>.</summary>
    /// <value>Null: no limit; else 0 or more. 0: nothing may.</value>
    public long? MaxBytesThroughClient { get; set; }

    /// <summary>Objects that fail one after another with the same permanent code, none succeeding between them, before the run stops with <see cref="TransferErrorCodes.FailureStorm"/>.</summary>
    /// <value>100; 1 to 1,000,000.</value>
    public int FailureStormThreshold { get; set; } = 100;
}
