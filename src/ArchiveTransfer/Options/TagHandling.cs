namespace ArchiveTransfer;

/// <summary>What becomes of the tags of the source.</summary>
public enum TagHandling
{
    /// <summary>They are left behind, whichever way an object takes and however large it is. Needs no permission; s5cmd, which cannot do it, takes no part.</summary>
    Drop = 0,
    /// <summary>They are kept, whichever way an object takes; needs permission to read and to write them.</summary>
    Copy = 1,
    /// <summary>They do not matter: each way does what costs least. A copy in one request keeps them where the identity may, the other ways drop them.</summary>
    Any = 2,
}
