namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    public const int Success = 0;

    /// <summary>Some objects failed.</summary>
    public const int ObjectsFailed = 1;

    /// <summary>Arguments or configuration are not valid; nothing was done.</summary>
    public const int ConfigurationError = 2;

    /// <summary>The run could not begin, or not go on to its end; or its result could not be written.</summary>
    public const int RunFailed = 3;

    /// <summary>SIGHUP, the terminal is gone; 128 + 1.</summary>
    public const int HungUp = 129;

    /// <summary>Ctrl-C; 128 + 2, as a shell counts.</summary>
    public const int Interrupted = 130;

    /// <summary>SIGQUIT; 128 + 3.</summary>
    public const int Quit = 131;

    /// <summary>SIGTERM; 128 + 15.</summary>
    public const int Terminated = 143;

    public static int Of(ArchiveCollectionResult result) => result switch
    {
        { Error: not null } => RunFailed,
        { Totals.Failed: > 0 } => ObjectsFailed,
        { Status: ArchiveCollectionStatus.Succeeded } => Success,
        _ => RunFailed,
    };

    public static int Of(ArchiveCollectionCheck check) => check.CanRun ? Success : RunFailed;

    public static int Of(ArchiveTransferException exception) =>
        exception.ErrorCode == TransferErrorCodes.InvalidOptions ? ConfigurationError : RunFailed;
}
