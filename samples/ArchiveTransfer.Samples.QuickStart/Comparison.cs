using ArchiveTransfer.ClaimScenarios.OwnEndpoint;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Samples.QuickStart.Output;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>--compare: measures the ways against each other and reports what became of the promises. The exit code does not depend on that.</summary>
internal sealed class Comparison(QuickStartSettings settings, Terminal terminal, RunReports reports, StopSignals signals)
{
    private const string Program = "dotnet run -c Release --project samples/ArchiveTransfer.Samples.QuickStart -- --compare";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (settings is { ConfigFile: not null, Yes: false } && !Terminal.CanAsk)
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, "A comparison writes to your store, and there is no terminal to ask at: give --yes if it may. Nothing was written.");
        }

        using var page = settings.HtmlFile is { } file ? ComparisonPage.Create(file) : null;
        ClaimResult result = settings.ConfigFile is { } configured
            ? await CompareOwnAsync(configured, cancellationToken)
            : await CompareSimulatedAsync(cancellationToken);
        IReadOnlyList<string> givenUp = result.Report.GivenUp ?? [];
        if (givenUp.Count + result.Left.Count > 0)
        {
            terminal.Complain(string.Join("\n- ", givenUp.Concat(result.Left)));
        }

        // Whoever stops it now has measured already, and nothing is left to be stopped.
        bool isTold = await reports.AddAsync(result.Report, page, CancellationToken.None);

        // Of simulated networks a part that this machine cannot measure is no failure: not everybody may mount a file system.
        return !isTold || result.Left.Count > 0 || (settings.ConfigFile is not null && givenUp.Count > 0) ? ExitCodes.RunFailed : ExitCodes.Success;
    }

    /// <summary>On the user's own store.</summary>
    private async Task<ClaimResult> CompareOwnAsync(string file, CancellationToken cancellationToken)
    {
        string text = ConfigurationFile.ReadText(file);
        IConfiguration configuration = ConfigurationFile.Parse(file, text);
        if (ConfigurationFile.DescribeBesideSection(configuration) is { } unread)
        {
            reports.Warn(unread);
        }

        var order = new OwnComparisonOrder
        {
            Text = text,
            Configuration = ConfigurationFile.OptionsOf(configuration),
            Command = $"{Program} --config {(file.Any(char.IsWhiteSpace) ? $"\"{file}\"" : file)}{(settings.Rounds is { } number ? $" --rounds {number}" : "")}",
            Rounds = settings.Rounds ?? OwnComparisonOrder.DefaultRounds,
            // What is asked about stands where it is asked.
            Announce = settings.Yes ? terminal.Write : terminal.Say,
            Progress = terminal.Tell,
            Writing = signals.Unfinished,
            Confirm = settings.Yes ? null : token => terminal.AskAsync("Go on?", token),
        };
        try
        {
            return await OwnComparison.RunAsync(order, cancellationToken);
        }
        catch (ArchiveTransferException exception) when (ExitCodes.Of(exception) == ExitCodes.ConfigurationError)
        {
            throw new ArchiveTransferException(exception.ErrorCode, exception.Message + ConfigurationFile.DescribeMissingSection(configuration), exception);
        }
    }

    /// <summary>On simulators that are shaped like networks.</summary>
    private async Task<ClaimResult> CompareSimulatedAsync(CancellationToken cancellationToken)
    {
        terminal.Write("Compares on simulated networks, most of it a link of 16 Mbit/s in real time: about five minutes. With --config FILE it does so on your own store.");
        ClaimResult result = await new ClaimComparison(ClaimExtent.Quick, terminal.Tell, Program).RunAsync(static _ => { }, only: [], cancellationToken);
        cancellationToken.ThrowIfCancellationRequested();
        return result;
    }
}
