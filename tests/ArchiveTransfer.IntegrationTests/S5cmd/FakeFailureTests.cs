using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Each way in which the stand-in can fail as a process.</summary>
public sealed class FakeFailureTests
{
    [Fact]
    public async Task It_panics()
    {
        await using var session = await ToolSession.StartAsync();
        using var tool = FakeRun.Start(session, "panic:2");
        await tool.WriteAsync(FakeRun.Line(0));
        await tool.WaitForOutputAsync("s3://dst/c0");
        await tool.WriteAsync(FakeRun.Line(1) + FakeRun.Line(2));
        var outcome = await tool.WaitAsync();

        Assert.Equal(2, outcome.ExitCode);
        Assert.StartsWith("panic: runtime error: invalid memory address", outcome.Errors, StringComparison.Ordinal);
        Assert.Contains("goroutine ", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(["c0"], session.Copied());
    }

    [Fact]
    public async Task It_hangs_and_is_deaf_to_a_signal()
    {
        await using var session = await ToolSession.StartAsync();
        using var tool = FakeRun.Start(session, "hang:2");
        await tool.WriteAsync(FakeRun.Lines(6));
        await tool.WaitForOutputAsync("s3://dst/c0");
        tool.CloseInput();
        await tool.SignalAsync("-TERM");
        await tool.SignalAsync("-KILL");
        var outcome = await tool.WaitAsync();

        Assert.Equal(137, outcome.ExitCode);
        Assert.Equal(["c0"], outcome.Succeeded());
        Assert.Equal(["c0"], session.Copied());
    }

    [Fact]
    public async Task It_loses_a_line()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "lose:2", FakeRun.Lines(3));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["c0", "c2"], outcome.Succeeded());
        Assert.Equal(["c0", "c2"], session.Copied());
    }

    [Theory]
    [InlineData("lie:2", "c0 c2 c3 c4")]
    [InlineData("lie:1,lie:5", "c1 c2 c3")]
    [InlineData("lie-every:2", "c0 c2 c4")]
    public async Task It_says_that_it_copied_what_it_did_not(string behaviour, string copied)
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, behaviour, FakeRun.Lines(5));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["c0", "c1", "c2", "c3", "c4"], outcome.Succeeded());
        Assert.Equal(copied.Split(' '), session.Copied());
    }

    [Fact]
    public async Task It_stops_silently_and_finishes_what_it_began()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "stop:3", "# a comment does not count\n" + FakeRun.Lines(4));

        Assert.Equal((1, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["c0", "c1"], outcome.Succeeded());
        Assert.Equal(["c0", "c1"], session.Copied());
    }

    [Fact]
    public async Task It_does_not_know_the_command()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "unknown:2", FakeRun.Lines(3));

        Assert.Equal(0, outcome.ExitCode);
        Assert.Matches("""^\{"operation":"run","command":"run","error":"\\"cp\\" command \(line: \d\) not found"\}\n$""", outcome.Errors);
        Assert.Equal(["c0", "c2"], outcome.Succeeded());
    }

    [Fact]
    public async Task It_takes_its_time()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "slow:50", FakeRun.Lines(3));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["c0", "c1", "c2"], session.Copied());
    }

    [Fact]
    public async Task It_dies_at_once_but_not_when_it_is_asked_for_its_version()
    {
        await using var session = await ToolSession.StartAsync();
        using var died = FakeRun.Start(session, "die:127");
        var outcome = await died.WaitAsync();
        using var asked = session.Start(session.InstallFake("die:127"), "version");

        Assert.Equal((127, ""), (outcome.ExitCode, outcome.Output));
        Assert.Contains("cannot open", outcome.Errors, StringComparison.Ordinal);
        Assert.Equal(0, (await asked.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task It_dies_when_it_is_asked_for_its_version()
    {
        await using var session = await ToolSession.StartAsync();
        using var asked = session.Start(session.InstallFake("die-probe:126"), "version");

        Assert.Equal(126, (await asked.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task It_says_another_version()
    {
        await using var session = await ToolSession.StartAsync();
        using var asked = session.Start(session.InstallFake("version:v0.0.0-dev"), "version");

        Assert.Equal(new ToolOutcome(0, "v0.0.0-dev\n", ""), await asked.WaitAsync());
    }

    [Fact]
    public async Task It_has_no_such_behaviour()
    {
        await using var session = await ToolSession.StartAsync();
        using var asked = session.Start(session.InstallFake("cough"), "version");
        var outcome = await asked.WaitAsync();

        Assert.NotEqual(0, outcome.ExitCode);
        Assert.Contains("There is no behaviour 'cough'.", outcome.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_fails_where_the_real_one_could_do_more()
    {
        await using var session = await ToolSession.StartAsync();
        var outcome = await FakeRun.RunAsync(session, "", "cp --content-type a/b s3://src/k0 s3://dst/c0\n");

        Assert.Equal(70, outcome.ExitCode);
        Assert.Contains("This is not s5cmd", outcome.Errors, StringComparison.Ordinal);
    }
}
