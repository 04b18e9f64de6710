using ArchiveTransfer.ClaimScenarios.OwnEndpoint;
using ArchiveTransfer.ClaimScenarios.Reporting;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.Samples.QuickStart.Output;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>--compare: measures the ways against each other and reports what became of the promises. The exit code does not depend on that.</summary>
internal sealed class Comparison(QuickStartSettings settings, Terminal terminal, RunReports reports)
{
    private const string Program = "dotnet run -c Release --project samples/ArchiveTransfer.Samples.QuickStart -- --compare";

    public async Task<int> RunAsync(CancellationToken cancellationToken)
    {
        if (settings.HtmlFile is { } page && !CompareReports.CanWrite(page))
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, $"--html '{page}' cannot be written: name a file in a directory that is there.");
        }

        ClaimResult result = settings.ConfigFile is { } file
            ? await CompareOwnAsync(file, cancellationToken)
            : await CompareSimulatedAsync(cancellationToken);
        await reports.AddAsync(result.Report, cancellationToken);
        foreach (string left in result.Left)
        {
            terminal.Complain(left);
        }

        return result.Left.Count == 0 ? ExitCodes.Success : ExitCodes.RunFailed;
    }

    /// <summary>On the user's own store.</summary>
    private async Task<ClaimResult> CompareOwnAsync(string file, CancellationToken cancellationToken)
    {
        IConfiguration configuration = ConfigurationFile.Load(file);
        if (ConfigurationFile.DescribeBesideSection(configuration) is { } unread)
        {
            reports.Warn(unread);
        }

        var order = new OwnComparisonOrder
        {
            File = file,
            Configuration = ConfigurationFile.OptionsOf(configuration),
            Command = $"{Program} --config {(file.Any(char.IsWhiteSpace) ? $"\"{file}\"" : file)}",
            Announce = terminal.Write,
            Progress = terminal.Tell,
            Confirm = settings.Yes || !Terminal.CanAsk ? null : token => terminal.AskAsync("Go on?", token),
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
