namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A table beneath the promises.</summary>
/// <param name="Id">Short, unique, lower case with hyphens: anchors and file names.</param>
/// <param name="Note">A sentence or two before it: what everybody had in common, how to read it.</param>
internal sealed record ClaimTable(string Id, string Title, string Note, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Rows);
