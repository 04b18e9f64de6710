using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>What the stand-in needs of its surroundings, and how it uses them.</summary>
public sealed class FakeSurroundingsTests
{
    [Fact]
    public async Task It_starts_from_an_empty_environment_and_from_any_path()
    {
        var home = Directory.CreateTempSubdirectory("it's \"$HOME\" -");
        try
        {
            using var tool = ToolProcess.Start(FakeS5cmd.Install(home.FullName, "version:it's $HOME"), ["version"], new Dictionary<string, string>());

            Assert.Equal(new ToolOutcome(0, "it's $HOME\n", ""), await tool.WaitAsync());
            Assert.Equal(["s5cmd"], home.EnumerateFileSystemInfos().Select(static entry => entry.Name));
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("1", 2)]
    [InlineData("3", 3)]
    [InlineData("5", 5)]
    public async Task It_copies_so_many_at_once(string workers, int most)
    {
        await using var session = await ToolSession.StartAsync();
        session.HoldCopies();
        using var tool = session.Start(session.InstallFake(), "--json", "--numworkers", workers, "run");
        await tool.WriteAsync(FakeRun.Lines(9));
        tool.CloseInput();
        await session.Clock.WaitForHeldAsync(most);
        session.ReleaseCopies();
        var outcome = await tool.WaitAsync();

        Assert.Equal((0, 9), (outcome.ExitCode, outcome.Succeeded().Count()));
        Assert.Equal(most, session.Store.ReadCounters().PeakInFlight);
    }

    [Fact]
    public async Task It_answers_each_line_while_stdin_stays_open()
    {
        await using var session = await ToolSession.StartAsync();
        using var tool = FakeRun.Start(session, "");
        for (var number = 0; number < 3; number++)
        {
            await tool.WriteAsync(FakeRun.Line(number));
            await tool.WaitForOutputAsync($"\"s3://dst/c{number}\"");
        }

        tool.CloseInput();
        Assert.Equal(0, (await tool.WaitAsync()).ExitCode);
    }

    [Fact]
    public async Task It_signs_with_a_session_token()
    {
        await using var session = await ToolSession.StartAsync();
        session.UseSessionToken();
        var outcome = await FakeRun.RunAsync(session, "", FakeRun.Line(0));

        Assert.Equal((0, ""), (outcome.ExitCode, outcome.Errors));
        Assert.Equal(["c0"], session.Copied());
    }

    [Fact]
    public async Task It_trusts_the_bundle_of_certificates_and_no_other()
    {
        await using var session = await ToolSession.StartAsync(useTls: true);
        var refused = await FakeRun.RunAsync(session, "", FakeRun.Line(0));
        var bundle = Path.Combine(session.Directory, "store.pem");
        await File.WriteAllTextAsync(bundle, session.Store.CertificatePem, TestContext.Current.CancellationToken);
        session.Environment["AWS_CA_BUNDLE"] = bundle;
        var trusted = await FakeRun.RunAsync(session, "", FakeRun.Line(1));

        Assert.Equal(1, refused.ExitCode);
        Assert.Contains("x509: certificate signed by unknown authority", refused.Errors, StringComparison.Ordinal);
        Assert.Equal((0, ""), (trusted.ExitCode, trusted.Errors));
        Assert.Equal(["c1"], session.Copied());
    }

    [Fact]
    public async Task It_tries_again_as_often_as_allowed()
    {
        await using var session = await ToolSession.StartAsync();
        using var fault = session.Store.Inject(new S3Fault { Kind = S3Fault.SlowDown });
        using var tool = session.Start(session.InstallFake(), "--json", "--log", "debug", "--retry-count", "2", "run");
        await tool.WriteAsync(FakeRun.Line(0));
        tool.CloseInput();
        var outcome = await tool.WaitAsync();

        Assert.Equal(1, outcome.ExitCode);
        Assert.Equal(3, outcome.Output.Split('\n').Count(static line => line.StartsWith("{\"error\":\"retryable error: SlowDown", StringComparison.Ordinal)));
        Assert.Single(outcome.Errors.TrimEnd('\n').Split('\n'));
        Assert.Equal(3, session.Store.Requests.Count);
    }
}
