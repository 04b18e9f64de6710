namespace ArchiveTransfer;

/// <summary>Names of the built-in strategies: report column and metric tag.</summary>
public static class TransferStrategyNames
{
    /// <summary>s5cmd.</summary>
    public const string S5cmd = "s5cmd";

    /// <summary>The library's server-side copy.</summary>
    public const string ServerSideCopy = "server_side_copy";

    /// <summary>Through memory.</summary>
    public const string Streaming = "streaming";

    /// <summary>Through disk.</summary>
    public const string Traditional = "traditional";
}
