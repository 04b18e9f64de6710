namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What one line of output says.</summary>
/// <param name="Pair">The copy it names, as <see cref="S5cmdLine.Pair"/> does; null: none.</param>
/// <param name="Text">The tool's error text, or the line itself where nobody knows what it is; null: nothing to say.</param>
internal readonly record struct S5cmdEvent(S5cmdEventKind Kind, string? Pair = null, string? Text = null);
