namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Kinds of output lines.</summary>
internal enum S5cmdEventKind
{
    /// <summary>Help, warnings, panics and whatever else is no JSON of the tool's.</summary>
    Noise,

    /// <summary>JSON that concerns no object: a region that could not be asked for, a summary.</summary>
    Notice,

    /// <summary>The tool says that an object was copied.</summary>
    Success,

    /// <summary>The tool says that an object was not copied.</summary>
    Failure,

    /// <summary>The tool did not understand a line: it and this library do not speak the same language.</summary>
    NotUnderstood,
}
