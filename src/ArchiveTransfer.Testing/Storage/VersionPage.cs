namespace ArchiveTransfer.Testing.Storage;

/// <summary>A page of versions and delete markers; <see cref="NextKey"/> says where the following one starts, null at the end.</summary>
internal sealed record VersionPage(
    IReadOnlyList<ListedVersion> Versions,
    IReadOnlyList<string> CommonPrefixes,
    string? NextKey = null,
    string? NextVersionId = null);
