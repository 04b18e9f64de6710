namespace ArchiveTransfer;

/// <summary>What a state of a glob takes.</summary>
internal enum GlobStateKind
{
    /// <summary>Nothing: the glob ends here.</summary>
    Accept = 0,

    /// <summary>One given character.</summary>
    Literal = 1,

    /// <summary>Any character.</summary>
    Any = 2,

    /// <summary>Any character but a slash.</summary>
    AnyButSlash = 3,

    /// <summary>A character of a set.</summary>
    OneOf = 4,

    /// <summary>A character outside a set.</summary>
    NoneOf = 5,
}
