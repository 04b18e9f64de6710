namespace ArchiveTransfer.ClaimScenarios.Stages;

/// <summary>A way to collect, and the options that leave no other.</summary>
internal sealed record Way(string Name, IReadOnlyDictionary<string, string?> Options)
{
    /// <summary>It starts processes of its own.</summary>
    public bool HasChildren { get; init; }

    /// <summary>Every object to disk, checked, and from there: the competent baseline, which is the library's own.</summary>
    public static Way Traditional { get; } = new("traditional", new Dictionary<string, string?> { ["OperationMode"] = "Traditional" });

    /// <summary>The store copies.</summary>
    public static Way Copy { get; } = new("server_side_copy", new Dictionary<string, string?> { ["OperationMode"] = "DirectSync", ["DirectEngine"] = "ServerSideCopy" });

    /// <summary>Through the client without its disk: the destination goes by another name, so it is another store.</summary>
    public static Way Streaming { get; } = new("streaming", new Dictionary<string, string?> { ["OperationMode"] = "Hybrid" });

    /// <summary>s5cmd driven as a process.</summary>
    public static Way S5cmd(string path) => new("s5cmd", new Dictionary<string, string?> { ["OperationMode"] = "DirectSync", ["DirectEngine"] = "S5cmd", ["Tags"] = "Any", ["S5cmd:ExecutablePath"] = path }) { HasChildren = true };
}
