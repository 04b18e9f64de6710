using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>What came of removing all of one kind.</summary>
/// <param name="Unseen">Why it could not be listed; null: it was.</param>
/// <param name="Left">Still listed in the end.</param>
/// <param name="Refusal">The first that the store said against removing it; null: nothing.</param>
internal readonly record struct Emptied(StoreError? Unseen, IReadOnlyList<Remnant> Left, StoreError? Refusal);
