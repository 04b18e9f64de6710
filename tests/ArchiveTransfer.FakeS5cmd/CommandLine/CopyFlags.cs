namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>Flags of <c>cp</c>, in the order of the real tool's help, in which failed command lines name them.</summary>
internal static class CopyFlags
{
    public const string Directive = "metadata-directive";

    private static readonly IReadOnlyList<Flag> Known =
    [
        new("flatten", FlagKind.Switch) { Alias = "f" },
        new("no-clobber", FlagKind.Switch) { Alias = "n" },
        new("if-size-differ", FlagKind.Switch) { Alias = "s" },
        new("if-source-newer", FlagKind.Switch) { Alias = "u" },
        new("version-id"),
        new("show-progress", FlagKind.Switch) { Alias = "sp" },
        new("no-follow-symlinks", FlagKind.Switch),
        new("storage-class"),
        new("concurrency", FlagKind.Number) { Alias = "c" },
        new("part-size", FlagKind.Number) { Alias = "p" },
        new("metadata", FlagKind.NotHere),
        new(Directive) { Allowed = ["COPY", "REPLACE", ""], IgnoresCase = true },
        new("sse"),
        new("sse-kms-key-id"),
        new("acl"),
        new("cache-control", FlagKind.NotHere),
        new("expires", FlagKind.NotHere),
        new("force-glacier-transfer", FlagKind.Switch),
        new("ignore-glacier-warnings", FlagKind.Switch),
        new("source-region", FlagKind.NotHere),
        new("destination-region", FlagKind.NotHere),
        new("exclude", FlagKind.NotHere),
        new("include", FlagKind.NotHere),
        new("raw", FlagKind.Switch),
        new("content-type", FlagKind.NotHere),
        new("content-encoding", FlagKind.NotHere),
        new("content-disposition", FlagKind.NotHere),
        new("help", FlagKind.Switch) { Alias = "h" },
    ];

    private static readonly IReadOnlyList<Flag> KnownBefore23 = [.. Known.Where(static flag => flag.Name != Directive)];

    /// <summary>Those of 2.3.0, or those before it, which had no directive.</summary>
    public static IReadOnlyList<Flag> Of(Behaviour behaviour) => behaviour.Has("no-directive") ? KnownBefore23 : Known;
}
