using System.Globalization;
using System.Text.Json;
using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class SignalTests
{
    private const int InterruptBit = 1 << (2 - 1);

    [Theory]
    [InlineData("-TERM", 143, "auto")]
    [InlineData("-INT", 130, "auto")]
    [InlineData("-TERM", 143, "traditional")]
    public async Task A_signal_settles_the_run_and_reports_what_was_done(string signal, int exitCode, string mode)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");
        Assert.SkipWhen(signal == "-INT" && IgnoresInterrupts(), "The tests run in the background of a shell, which makes their children deaf to SIGINT.");

        using QuickStartProcess program = QuickStartProcess.Start(["--mode", mode, "--objects", "100000", "--size", "10000", "--latency", "50", "--json"]);
        await program.SignalAsync(signal);
        QuickStartOutcome outcome = await program.WaitAsync();

        outcome.AssertComplains(exitCode, "canceled");
        JsonElement result = outcome.Json();
        Assert.Equal(("canceled", exitCode), (result.GetProperty("status").GetString(), result.GetProperty("exit_code").GetInt32()));
        Assert.True(outcome.Total("copied") > 0, outcome.Errors);
        Assert.Equal(outcome.Total("planned"), outcome.Total("copied") + outcome.Total("failed") + outcome.Total("not_attempted"));
    }

    /// <summary>Killed, it can clean up nothing; its store sees the end of its stdin.</summary>
    [Fact]
    public async Task The_store_does_not_outlive_a_program_that_is_killed()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There is no kill to send signals with.");

        using QuickStartProcess program = QuickStartProcess.Start(["--objects", "100000", "--size", "10", "--latency", "50"]);
        await program.SignalAsync("-KILL");
        QuickStartOutcome outcome = await program.WaitAsync();

        Assert.Equal(137, outcome.ExitCode);
        Assert.Contains("Demo store: process", outcome.Output, StringComparison.Ordinal);
    }

    private static bool IgnoresInterrupts() => File.Exists("/proc/self/status") && File.ReadLines("/proc/self/status")
        .Where(static line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
        .Any(static line => (ulong.Parse(line.AsSpan("SigIgn:".Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & InterruptBit) != 0);
}
