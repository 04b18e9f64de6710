namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>How the child is handled; tests set less.</summary>
internal sealed record S5cmdSettings
{
    public static readonly S5cmdSettings Default = new();

    /// <summary>Lines of one process: it keeps the error of every failed line until it ends.</summary>
    public int LinesPerProcess { get; init; } = 10_000;

    public TimeSpan ProcessLifetime { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>Objects proven by one listing.</summary>
    public int WindowObjects { get; init; } = 1_000;

    /// <summary>Objects that are held at all: one window is filled while another is proven.</summary>
    public int Room => 2 * WindowObjects;

    /// <summary>Longest time that an object waits for others to be proven with.</summary>
    public TimeSpan WindowAge { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The same while the child has nothing to do.</summary>
    public TimeSpan IdleWindowAge { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Least time without a result before a child with work counts as hung.</summary>
    public TimeSpan Watchdog { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Time for questions such as the version.</summary>
    public TimeSpan ProbeTimeout { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Time for a child without work to end once its input is closed, and for one that has closed its output.</summary>
    public TimeSpan EndTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How often the credentials are asked for again; other ones mean another process.</summary>
    public TimeSpan CredentialInterval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Processes that end without a single result, one after the other, before the tool is given up.</summary>
    public int FruitlessProcesses { get; init; } = 3;
}
