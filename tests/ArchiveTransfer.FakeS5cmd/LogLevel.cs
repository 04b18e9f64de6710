namespace ArchiveTransfer.FakeS5cmd;

/// <summary>From which importance on lines are written.</summary>
internal enum LogLevel
{
    /// <summary>Skips and retries too.</summary>
    Debug,

    /// <summary>Successes.</summary>
    Info,

    /// <summary>Failures alone.</summary>
    Error,
}
