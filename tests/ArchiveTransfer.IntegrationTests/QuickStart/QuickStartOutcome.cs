using System.Text.Json;
using Xunit;

namespace ArchiveTransfer.QuickStart;

/// <summary>What a run of the program left: its exit code and what it said.</summary>
internal sealed record QuickStartOutcome(int ExitCode, string Output, string Errors)
{
    /// <summary>The whole of stdout, which must be one JSON object and nothing else.</summary>
    public JsonElement Json()
    {
        using JsonDocument document = JsonDocument.Parse(Output);
        Assert.Equal(JsonValueKind.Object, document.RootElement.ValueKind);
        return document.RootElement.Clone();
    }

    public long Total(string name) => Json().GetProperty("totals").GetProperty(name).GetInt64();

    /// <summary>One message on stderr, and no stack trace anywhere.</summary>
    public void AssertComplains(int exitCode, params string[] words)
    {
        Assert.True(exitCode == ExitCode, $"Exit {ExitCode}, not {exitCode}. {Output} {Errors}");
        Assert.DoesNotContain("   at ", Output + Errors, StringComparison.Ordinal);
        Assert.Single(Errors.Split('\n'), static line => line.StartsWith("quickstart: ", StringComparison.Ordinal));
        Assert.All(words, word => Assert.Contains(word, Errors, StringComparison.Ordinal));
    }
}
