namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>Somebody who does the same work.</summary>
/// <param name="Name">In the table.</param>
/// <param name="Command">By the prefix that this round writes under.</param>
/// <param name="Input">File for standard input, by the same prefix; null: none.</param>
/// <param name="IsOurs">Its output is a CollectOutcome.</param>
internal sealed record Peer(string Name, Func<string, string[]> Command, Func<string, string>? Input = null, bool IsOurs = false);
