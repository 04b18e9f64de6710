namespace ArchiveTransfer.Selection;

/// <summary>A strategy that takes no part in the run.</summary>
/// <param name="Reason">For display.</param>
internal sealed record RefusedStrategy(string Name, string Reason)
{
    public string Warning => $"The strategy {Name} takes no part: {Reason}.";
}
