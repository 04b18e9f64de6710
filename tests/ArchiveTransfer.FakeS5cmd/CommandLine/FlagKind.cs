namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>What a flag takes.</summary>
internal enum FlagKind
{
    /// <summary>Text.</summary>
    Text,

    /// <summary>Nothing, or a truth value after an equals sign.</summary>
    Switch,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>The real tool acts on it and this one cannot: better to fail than to ignore it.</summary>
    NotHere,
}
