namespace ArchiveTransfer;

/// <summary>What reading configuration left behind beside the options themselves.</summary>
internal sealed class LoadedConfiguration
{
    /// <summary>What could not be read; makes the options invalid.</summary>
    internal List<string> Problems { get; } = [];

    /// <summary>What was read with a reservation.</summary>
    internal List<string> Warnings { get; } = [];

    /// <summary>By option: where its value stood, and the value, so that one changed in code later is not blamed on the configuration.</summary>
    internal Dictionary<string, (string Path, string? Value)> Origins { get; } = new(StringComparer.Ordinal);

    /// <summary>A document in the original's dialect collects from the public archive, which nobody wants whole.</summary>
    internal bool MustSelect { get; set; }

    /// <summary>The source prefix whose folders the destination prefix took over; null: it stands as it was written.</summary>
    internal string? FoldersOf { get; set; }

    /// <summary>The destination prefix that source keys follow without their leading data/; null: they are not cut.</summary>
    internal string? PrefixOfCutKeys { get; set; }

    /// <summary>How a document in the original's dialect calls itself.</summary>
    internal string? WorkflowName { get; set; }

    internal LoadedConfiguration Clone()
    {
        var clone = new LoadedConfiguration { MustSelect = MustSelect, FoldersOf = FoldersOf, PrefixOfCutKeys = PrefixOfCutKeys, WorkflowName = WorkflowName };
        clone.Problems.AddRange(Problems);
        clone.Warnings.AddRange(Warnings);
        foreach (var (option, origin) in Origins)
        {
            clone.Origins.Add(option, origin);
        }

        return clone;
    }
}
