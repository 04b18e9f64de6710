using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Simulator;

/// <summary>A switch by itself: what is asked, and what is answered without it and with it.</summary>
internal sealed record StoreSwitch(string Name, Action<S3SimulatorOptions> Set, Func<StoreSwitchSession, Task<string>> AskAsync, string Otherwise, string Then);
