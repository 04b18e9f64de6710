using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Claims;

/// <summary>A small report of everything.</summary>
internal static class Reports
{
    public static ClaimMachine Machine { get; } = new()
    {
        Begun = new(2001, 2, 3, 4, 5, 6, TimeSpan.FromHours(2)),
        Duration = TimeSpan.FromSeconds(3_725),
        Processor = "Imaginary 9000",
        Cores = 2,
        MemoryBytes = 3L << 30,
        Kernel = "Linux 0.0",
        Runtime = ".NET 0.0",
        Commit = "abc123+changes",
        Extent = "quick",
        Command = "claims measure --again",
        Tools = ["other 1.0: other cp A B"],
    };

    public static ClaimReport Whole { get; } = new()
    {
        Machine = Machine,
        Verdicts =
        [
            new("Copies are cheap", "at most 0.5", "0.25", "0.2 to 0.3", Verdict.Holds, "Every round was below."),
            new("Copies are free", "0", "0.25", "", Verdict.DoesNotHold, "They are not."),
            new("Copies are fast", "1 s", "", "", Verdict.Invalid, "The store was at its limit."),
            new("Copies are quiet", "0 dB", "", "", Verdict.NotMeasured, "There is no microphone."),
        ],
        Tables = [new("cost", "Cost of a copy", "Everybody copies the same.", ["who", "ms"], [["ours", "0.25"], ["other", "10.50"]])],
        Charts = [new("growth", "Growth", "It does not grow.", "objects", "MB", true, false, [new("ours", [new(10, 5, 4, 6), new(1_000, 5, 5, 5)]), new("other", [new(10, 1, 1, 1), new(1_000, 90, 80, 99)])])],
        NotProvable = ["What another machine does."],
    };

    /// <summary>The same text everywhere.</summary>
    public static ClaimReport Of(string text) => new()
    {
        Machine = Machine with { Processor = text, Kernel = text, Runtime = text, Commit = text, Extent = text, Command = text, Tools = [text] },
        Verdicts = [new(text, text, text, text, Verdict.DoesNotHold, text)],
        Tables = [new("table", text, text, [text, text], [[text, text]])],
        Charts = [new("chart", text, text, text, text, false, false, [new(text, [new(1, 2, 1, 3)])])],
        NotProvable = [text],
    };
}
