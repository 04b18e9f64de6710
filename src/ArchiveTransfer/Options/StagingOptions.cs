namespace ArchiveTransfer;

/// <summary>Staging of the traditional workflow.</summary>
public sealed class StagingOptions
{
    /// <summary>Directory; null: a private one under the system's temporary directory. Original: <c>output_directory</c>, <c>local_data_dir</c>.</summary>
    public string? Directory { get; set; }

    /// <summary>Most bytes on disk at once; null: what concurrency needs.</summary>
    /// <value>Null; else 1 or more. An object larger than it is staged alone.</value>
    public long? MaxBytes { get; set; }
}
