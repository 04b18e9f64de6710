namespace ArchiveTransfer;

/// <summary>Who makes server-side copies.</summary>
public enum DirectEngine
{
    /// <summary>The library's own copy; s5cmd where <see cref="S5cmdOptions.Preferred"/> is set and it is usable and right. The same on every machine, or a warning says why not.</summary>
    Auto = 0,
    /// <summary>s5cmd only.</summary>
    S5cmd = 1,
    /// <summary>The library only.</summary>
    ServerSideCopy = 2,
}
