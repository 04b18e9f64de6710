namespace ArchiveTransfer.Testing.Storage;

/// <summary>A page of a listing; <see cref="Next"/> says where the following one starts, null at the end.</summary>
internal sealed record ObjectPage(IReadOnlyList<StoredObject> Objects, IReadOnlyList<string> CommonPrefixes, KeyBound? Next);
