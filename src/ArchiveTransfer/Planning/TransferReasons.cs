namespace ArchiveTransfer;

/// <summary>Why an object was planned or skipped.</summary>
public static class TransferReasons
{
    /// <summary>Not at the destination.</summary>
    public const string New = "new";

    /// <summary>ETag differs.</summary>
    public const string ContentChanged = "content_changed";

    /// <summary>Size differs.</summary>
    public const string SizeChanged = "size_changed";

    /// <summary>Source newer.</summary>
    public const string Republished = "republished";

    /// <summary>ETag equal.</summary>
    public const string SameContent = "same_content";

    /// <summary>Size equal, source not newer.</summary>
    public const string Unchanged = "unchanged";

    /// <summary><see cref="OverwriteMode.Never"/>.</summary>
    public const string Exists = "exists";

    /// <summary><see cref="OverwriteMode.Always"/>.</summary>
    public const string Forced = "forced";
}
