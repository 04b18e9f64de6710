namespace ArchiveTransfer.Testing.Admin;

/// <summary>A bucket to make.</summary>
internal sealed class BucketOrder
{
    public required string Name { get; set; }

    /// <summary>Access key; null: the owner of the simulator.</summary>
    public string? Owner { get; set; }

    /// <summary>Null: the region of the simulator.</summary>
    public string? Region { get; set; }

    public bool IsPublic { get; set; }

    public bool RequesterPays { get; set; }

    public bool RedirectsTemporarily { get; set; }

    public bool IsVersioned { get; set; }

    public bool HasObjectLock { get; set; }

    public TimeSpan? DefaultRetention { get; set; }

    /// <summary>Null: that of a new bucket.</summary>
    public string? DefaultRetentionMode { get; set; }

    public bool KeepsContent { get; set; } = true;

    public bool DefaultKms { get; set; }
}
