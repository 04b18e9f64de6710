namespace ArchiveTransfer;

/// <summary>What becomes of a key.</summary>
internal enum OptionKeyRole
{
    /// <summary>Read into an option.</summary>
    Option = 0,
    /// <summary>An error: what it asks for is not built yet, and doing without it in silence would be worse.</summary>
    Planned = 1,
    /// <summary>Accepted; tells people something.</summary>
    Informative = 2,
    /// <summary>Accepted; a warning says that it has no effect.</summary>
    NoEffect = 3,
}
