using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What was recorded of s5cmd 2.3.0 against what its stand-in does.</summary>
public sealed class TranscriptTests
{
    private const string NoDirective = "no-directive";

    public static IEnumerable<TheoryDataRow<string>> Names => TranscriptCases.All.Select(static item => new TheoryDataRow<string>(item.Name));

    /// <summary>Cases in which the version matters, and some in which it must not.</summary>
    public static IEnumerable<TheoryDataRow<string>> TellingOfVersions =>
        from name in VersionDifference.All.Select(static difference => difference.Case).Concat(["all-success", "bad-arguments", "bad-flag", "copy-flags", "copy-help", "mixed-failure", "panic-size-differ"])
        select new TheoryDataRow<string>(name);

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_stand_in_does_as_was_recorded(string name)
    {
        Assert.SkipWhen(TranscriptFiles.IsRecording, "being recorded");
        var transcript = await ToolTranscript.TakeAsync(TranscriptCases.Find(name), static session => session.InstallFake());

        Assert.Equal(TranscriptFiles.Read(name), transcript);
    }

    [Theory]
    [MemberData(nameof(TellingOfVersions))]
    public async Task The_stand_in_without_the_directive_does_as_before_2_3_0(string name)
    {
        Assert.SkipWhen(TranscriptFiles.IsRecording, "being recorded");
        var transcript = await ToolTranscript.TakeAsync(TranscriptCases.Find(name), static session => session.InstallFake(NoDirective), knowsDirective: false);

        Assert.Equal(VersionDifference.ReadExpected(name), transcript);
    }

    [Fact]
    public void Every_case_is_recorded_and_every_recording_has_its_case()
    {
        Assert.SkipWhen(TranscriptFiles.IsRecording, "being recorded");
        Assert.Equal(
            TranscriptCases.All.Select(static item => item.Name).Concat(VersionDifference.All.Select(static difference => difference.Recording)).Order(StringComparer.Ordinal),
            TranscriptFiles.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_difference_between_versions_belongs_to_a_case_and_is_one()
    {
        Assert.SkipWhen(TranscriptFiles.IsRecording, "being recorded");
        Assert.All(VersionDifference.All, static difference =>
            Assert.NotEqual(VersionDifference.Translate(TranscriptFiles.Read(TranscriptCases.Find(difference.Case).Name)), TranscriptFiles.Read(difference.Recording)));
    }
}
