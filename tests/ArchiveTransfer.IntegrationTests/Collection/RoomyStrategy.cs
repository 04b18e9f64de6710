using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.Collection;

/// <summary>Gathers more items than there are places for requests.</summary>
internal sealed class RoomyStrategy(int room) : GatheringStrategy, IGatheringStrategy
{
    public int Room => room;
}
