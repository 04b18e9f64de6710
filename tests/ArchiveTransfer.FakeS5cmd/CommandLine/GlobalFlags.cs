namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>Flags before the command.</summary>
internal static class GlobalFlags
{
    public static IReadOnlyList<Flag> All { get; } =
    [
        new("json", FlagKind.Switch),
        new("numworkers", FlagKind.Number),
        new("retry-count", FlagKind.Number) { Alias = "r" },
        new("endpoint-url"),
        new("no-verify-ssl", FlagKind.NotHere),
        new("log") { Allowed = ["trace", "debug", "info", "error"] },
        new("install-completion", FlagKind.NotHere),
        new("dry-run", FlagKind.NotHere),
        new("stat", FlagKind.Switch),
        new("no-sign-request", FlagKind.NotHere),
        new("use-list-objects-v1", FlagKind.Switch),
        new("request-payer"),
        new("profile", FlagKind.NotHere),
        new("credentials-file", FlagKind.NotHere),
        new("help", FlagKind.Switch) { Alias = "h" },
    ];
}
