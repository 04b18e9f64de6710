namespace ArchiveTransfer.Testing.Shaping;

internal enum Direction
{
    /// <summary>To the store.</summary>
    Up,

    /// <summary>From the store.</summary>
    Down,
}
