namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>How our side's program is published.</summary>
internal enum Compilation
{
    /// <summary>Native AOT: machine code before it starts, as the programs it is compared with are.</summary>
    Ahead,

    /// <summary>As most services run: precompiled, and compiled anew by the runtime while it runs.</summary>
    Jit,
}
