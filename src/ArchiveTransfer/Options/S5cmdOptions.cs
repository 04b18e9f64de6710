namespace ArchiveTransfer;

/// <summary>The s5cmd tool.</summary>
public sealed class S5cmdOptions
{
    /// <summary>Prefer s5cmd for what it can do right. A document in the original's dialect sets it, unless its mode allows no direct copies.</summary>
    /// <value>False. No effect unless <see cref="ArchiveCollectionOptions.DirectEngine"/> is <see cref="DirectEngine.Auto"/>.</value>
    public bool Preferred { get; set; }

    /// <summary>Path of the executable; null: PATH.</summary>
    public string? ExecutablePath { get; set; }

    /// <summary>Arguments from an allow-list, as <c>--a=b</c> or as two entries. Original: <c>s5cmd_extra_args</c>.</summary>
    /// <remarks>
    /// <c>--numworkers N</c>, 1 to 1,024: most objects handed to s5cmd at once. <c>--stat</c> and <c>--part-size N</c> (<c>-p N</c>) are accepted, have no effect and are
    /// not passed on. <c>--retry-count N</c> (<c>-r N</c>), 0 to 100, and <c>--no-sign-request</c> are not passed on either: s5cmd itself never repeats, and would not sign its
    /// writes. Read from configuration they set <see cref="RetryOptions.MaxRetryAttempts"/> and <see cref="SourceOptions.Anonymous"/>, unless these are configured by a key of
    /// their own; in code set those options themselves.
    /// </remarks>
    /// <value>Empty. Anything else is a problem.</value>
    public IList<string> ExtraArguments { get; } = [];
}
