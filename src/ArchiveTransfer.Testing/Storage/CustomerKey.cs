namespace ArchiveTransfer.Testing.Storage;

/// <summary>What is remembered of a key that a client brought: its MD5, never the key.</summary>
internal sealed record CustomerKey(string Md5);
