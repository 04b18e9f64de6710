namespace ArchiveTransfer;

/// <summary>The report file: what became of each object, one JSON object a line, written while it happens. <see cref="ArchiveCollectionReport"/> reads it.</summary>
public sealed class ReportOptions
{
    /// <summary>
    /// File to write; null: none. In it <c>{run_id}</c> stands for the name of the run and <c>{started:yyyyMMdd}</c>, with any date format, for its beginning in UTC.
    /// Its directory is made; a report that is there already is appended to, and any other file refused.
    /// </summary>
    /// <value>Null.</value>
    public string? Path { get; set; }

    /// <summary>A line for objects that were at the destination already, too.</summary>
    /// <value>False: on most nights they are nearly all.</value>
    public bool IncludeSkipped { get; set; }
}
