namespace ArchiveTransfer.S5cmd;

/// <summary>How a tool ended and what it wrote.</summary>
internal sealed record ToolOutcome(int ExitCode, string Output, string Errors);
