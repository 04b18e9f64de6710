namespace ArchiveTransfer.Strategies;

/// <summary>The private directory of the traditional workflow; see the strategy.</summary>
internal sealed class StagingArea
{
}
