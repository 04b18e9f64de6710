namespace ArchiveTransfer.Samples.Simulator;

/// <summary>What the program tells a script.</summary>
internal static class ExitCodes
{
    /// <summary>Stopped by Ctrl-C or SIGTERM, which is how it ends.</summary>
    public const int Success = 0;

    /// <summary>The store could not be started: its port is taken, the certificate cannot be written.</summary>
    public const int StartFailed = 1;

    /// <summary>Arguments are not valid; nothing was started.</summary>
    public const int BadArguments = 2;
}
