using ArchiveTransfer.Samples.QuickStart.Demo;
using ArchiveTransfer.Samples.QuickStart.Output;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>Collects, reports, and turns what happened into an exit code.</summary>
internal sealed class QuickStartProgram(QuickStartSettings settings, Terminal terminal)
{
    private readonly RunReports reports = new(settings, terminal);

    public async Task<int> RunAsync()
    {
        using var signals = new StopSignals(terminal);
        int exitCode = await RunAsync(signals);
        try
        {
            reports.Close(exitCode);
            return exitCode;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return reports.Fail("output_failed", $"The result could not be written: {exception.Message}", exception, exitCode is ExitCodes.Success or ExitCodes.ObjectsFailed ? ExitCodes.RunFailed : exitCode);
        }
    }

    private async Task<int> RunAsync(StopSignals signals)
    {
        try
        {
            return settings switch
            {
                { Compare: true } => await new Comparison(settings, terminal, reports, signals).RunAsync(signals.Token),
                { ConfigFile: { } file } => await CollectConfiguredAsync(ConfigurationFile.Load(file), signals.Token),
                _ => await CollectDemoAsync(signals.Token),
            };
        }
        catch (OperationCanceledException exception) when (settings.Compare && signals.Token.IsCancellationRequested)
        {
            return reports.Fail("canceled", exception.Message, exception, signals.ExitCode);
        }
        catch (ArchiveCollectionCanceledException exception)
        {
            return reports.Fail("canceled", "Stopped by a signal after what was in flight had settled; run it again to collect the rest.", exception, signals.ExitCode);
        }
        catch (ConfigurationFileException exception)
        {
            return reports.Fail(TransferErrorCodes.InvalidOptions, exception.Message, exception, ExitCodes.ConfigurationError);
        }
        catch (ArchiveTransferException exception)
        {
            return reports.Fail(exception.ErrorCode, exception.Message, exception, ExitCodes.Of(exception));
        }
#pragma warning disable CA1031 // The last resort of a program: whoever runs it gets a message and a code, not a stack trace.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return signals.Token.IsCancellationRequested
                ? reports.Fail("canceled", settings.Compare ? $"Stopped by a signal; {exception.Message}" : "Stopped by a signal before the collection began.", exception, signals.ExitCode)
                : reports.Fail("program_failed", exception.Message, exception, ExitCodes.RunFailed);
        }
    }

    private async Task<int> CollectConfiguredAsync(IConfiguration configuration, CancellationToken cancellationToken)
    {
        ServiceCollection services = CreateServices();
        services.AddConfiguredCollection(configuration).Configure(Override);
        if (ConfigurationFile.DescribeBesideSection(configuration) is { } unread)
        {
            reports.Warn(unread);
        }

        try
        {
            return await WorkAsync(services, store: null, cancellationToken);
        }
        catch (ArchiveTransferException exception) when (ExitCodes.Of(exception) == ExitCodes.ConfigurationError)
        {
            throw new ArchiveTransferException(exception.ErrorCode, exception.Message + ConfigurationFile.DescribeMissingSection(configuration), exception);
        }
    }

    private async Task<int> CollectDemoAsync(CancellationToken cancellationToken)
    {
        var order = new DemoStoreOrder(settings.Objects, settings.Size, settings.Latency.TotalMilliseconds);
        await using DemoStoreProcess store = await DemoStoreProcess.StartAsync(order, cancellationToken);
        reports.DescribeStore(store);

        ServiceCollection services = CreateServices();
        services.AddDemoCollection(store.Facts).Configure(Override);
        return await WorkAsync(services, store, cancellationToken);
    }

    private async Task<int> WorkAsync(ServiceCollection services, DemoStoreProcess? store, CancellationToken cancellationToken)
    {
        if (!settings.Check)
        {
            return await RepeatAsync(services, store, cancellationToken);
        }

        ArchiveCollectionCheck check = await Collection.CheckAsync(services, cancellationToken);
        reports.Add(check);
        return ExitCodes.Of(check);
    }

    /// <summary>The worst of the codes counts.</summary>
    private async Task<int> RepeatAsync(ServiceCollection services, DemoStoreProcess? store, CancellationToken cancellationToken)
    {
        int exitCode = ExitCodes.Success;
        for (int i = 0; i < settings.Repeat; i++)
        {
            try
            {
                ArchiveCollectionResult result = await terminal.ShowAsync(progress => Collection.RunAsync(services, progress, cancellationToken));
                reports.Add(result, store);
                exitCode = Math.Max(exitCode, ExitCodes.Of(result));
            }
            catch (ArchiveCollectionCanceledException exception)
            {
                reports.Add(exception.Result, store);
                throw;
            }
        }

        return exitCode;
    }

    /// <summary>The command line wins over configuration.</summary>
    private void Override(ArchiveCollectionOptions options)
    {
        options.OperationMode = settings.Mode ?? options.OperationMode;
        options.DryRun |= settings.DryRun;
    }

    private ServiceCollection CreateServices()
    {
        var services = new ServiceCollection();
        if (settings.Verbose)
        {
            services.AddLogging(static logging => logging
                .SetMinimumLevel(LogLevel.Debug)
                .AddSimpleConsole(static console => console.SingleLine = true)
                .Services.Configure<ConsoleLoggerOptions>(static console => console.LogToStandardErrorThreshold = LogLevel.Trace));
        }

        return services;
    }
}
