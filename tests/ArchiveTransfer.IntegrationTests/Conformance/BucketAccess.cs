namespace ArchiveTransfer.Conformance;

/// <summary>What others than the owner may do in a bucket.</summary>
internal enum BucketAccess
{
    Private,

    /// <summary>Everybody lists and reads.</summary>
    Public,

    /// <summary>The destination reads, and does not list.</summary>
    Readable,
}
