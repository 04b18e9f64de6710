using System.Text.Json;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Each way in which what the stand-in writes can go wrong.</summary>
public sealed class FakeOutputTests
{
    [Fact]
    public async Task It_writes_byte_by_byte()
    {
        var transcript = await ToolTranscript.TakeAsync(TranscriptCases.Find("mixed-failure"), static session => session.InstallFake("drip"));

        Assert.Equal(TranscriptFiles.Read("mixed-failure"), transcript);
    }

    [Fact]
    public async Task It_dies_in_the_middle_of_a_line()
    {
        await using var session = await ToolSession.StartAsync();
        using var tool = FakeRun.Start(session, "cut:2");
        await tool.WriteAsync(FakeRun.Line(0));
        await tool.WaitForOutputAsync("s3://dst/c0");
        await tool.WriteAsync(FakeRun.Line(1));
        var outcome = await tool.WaitAsync();

        Assert.Equal((2, ""), (outcome.ExitCode, outcome.Errors));
        var lines = outcome.Output.Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.StartsWith("{\"operation\":\"cp\"", lines[1], StringComparison.Ordinal);
        Assert.False(IsJson(lines[1]));
        Assert.Equal(["c0", "c1"], session.Copied());
    }

    [Fact]
    public async Task It_makes_noise()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "noise", FakeRun.Lines(5) + FakeRun.Line(5, "nokey"));

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], outcome.Succeeded());
        var plain = outcome.Output.Split('\n').Where(static line => !IsJson(line)).ToArray();
        Assert.Contains(plain, static line => line.Contains(" WARN: ", StringComparison.Ordinal));
        Assert.Contains(plain, static line => line == "Name:");
        Assert.Contains(plain, static line => line.Length == 0);
        Assert.Contains(plain, static line => line.StartsWith('{'));
        Assert.Contains(outcome.Errors.Split('\n'), static line => line.StartsWith("noise ", StringComparison.Ordinal));
        Assert.Single(outcome.Errors.Split('\n'), IsJson);
    }

    [Fact]
    public async Task It_closes_its_stdout_and_goes_on()
    {
        await using var session = await ToolSession.StartAsync();
        using var tool = FakeRun.Start(session, "close-stdout:1");
        await tool.WriteAsync(FakeRun.Line(0));
        await tool.WaitForEndOfOutputAsync();
        await tool.WriteAsync(FakeRun.Line(1) + FakeRun.Line(2, "nokey"));
        tool.CloseInput();
        var outcome = await tool.WaitAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(["c0"], outcome.Succeeded());
        Assert.Contains("NoSuchKey", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["c0", "c1"], session.Copied());
    }

    [Fact]
    public async Task It_tells_its_secrets()
    {
        await using var session = await ToolSession.StartAsync();
        var identity = session.UseSessionToken();
        var outcome = await FakeRun.RunAsync(session, "echo-secret", FakeRun.Line(0) + FakeRun.Line(1, "nokey"));

        Assert.Equal(["c0"], session.Copied());
        foreach (var secret in (string[])[identity.SecretKey, identity.SessionToken!])
        {
            Assert.Contains(outcome.Output.Split('\n'), line => !IsJson(line) && line.Contains(secret, StringComparison.Ordinal));
            Assert.Contains(outcome.Errors.Split('\n'), line => !IsJson(line) && line.Contains(secret, StringComparison.Ordinal));
            Assert.Contains(outcome.Errors.Split('\n'), line => IsJson(line) && JsonDocument.Parse(line).RootElement.GetProperty("error").GetString()!.Contains(secret, StringComparison.Ordinal));
        }
    }

    private static bool IsJson(string line)
    {
        try
        {
            using var document = JsonDocument.Parse(line);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
