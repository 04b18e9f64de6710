namespace ArchiveTransfer;

/// <summary>What to do with an object that is there already.</summary>
public enum OverwriteMode
{
    /// <summary>Replace it when <see cref="ComparisonMode"/> says it differs.</summary>
    IfDifferent = 0,
    /// <summary>Replace it.</summary>
    Always = 1,
    /// <summary>Keep it; written with If-None-Match where the store has it.</summary>
    Never = 2,
}
