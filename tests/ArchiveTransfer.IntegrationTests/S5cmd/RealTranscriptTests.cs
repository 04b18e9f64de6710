using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What was recorded of s5cmd 2.3.0 against what each real one does that is there.</summary>
public sealed class RealTranscriptTests
{
    public static IEnumerable<TheoryDataRow<string, string>> NamesAndTools =>
        from item in TranscriptCases.All
        from tool in RealS5cmd.Paths.DefaultIfEmpty("")
        select new TheoryDataRow<string, string>(item.Name, tool);

    [Theory]
    [MemberData(nameof(NamesAndTools))]
    public async Task The_real_one_does_as_was_recorded(string name, string tool)
    {
        Assert.SkipWhen(tool.Length == 0, RealS5cmd.Missing);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Recorded on Linux: the end by a signal is another on Windows.");
        var knowsDirective = await RealS5cmd.KnowsDirectiveAsync(tool);
        var transcript = await ToolTranscript.TakeAsync(TranscriptCases.Find(name), _ => tool, knowsDirective);

        if (TranscriptFiles.IsRecording)
        {
            Record(name, transcript, knowsDirective);
            return;
        }

        Assert.Equal(knowsDirective ? TranscriptFiles.Read(name) : VersionDifference.ReadExpected(name), transcript);
    }

    private static void Record(string name, string transcript, bool knowsDirective)
    {
        if (knowsDirective)
        {
            TranscriptFiles.Write(name, transcript);
        }
        else if (VersionDifference.Find(name) is { } difference)
        {
            TranscriptFiles.Write(difference.Recording, transcript);
        }
    }
}
