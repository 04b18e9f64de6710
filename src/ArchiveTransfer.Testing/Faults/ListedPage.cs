using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>A page of a listing on its way out.</summary>
internal sealed record ListedPage(S3Bucket Bucket, ObjectPage Page, KeyBound Start)
{
    /// <summary>Where the listing goes on is told by the token, or the marker, that was used for this page.</summary>
    public bool RepeatsToken { get; init; }
}
