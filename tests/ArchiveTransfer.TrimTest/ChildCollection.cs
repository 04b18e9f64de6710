using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.TrimTest;

/// <summary>One collection in a process of its own, since credentials come by the environment: options as JSON on standard input, everything that is said of it on standard output.</summary>
internal static class ChildCollection
{
    public const string Argument = "collect";

    /// <summary>Begins the line that says how it ended: copied, failed, and a code or nothing.</summary>
    public const string Outcome = "outcome ";

    public static async Task<int> RunAsync()
    {
        using var options = new MemoryStream(Encoding.UTF8.GetBytes(await Console.In.ReadToEndAsync()));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(options).Build();
        using var log = new ConsoleLog();
        try
        {
            await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(configuration, new ArchiveCollectionComponents { LoggerFactory = log });
            ArchiveCollectionResult result = await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { RunId = "child" });
            foreach (string? said in result.Failures.Select(static failure => failure.Error?.Message).Append(result.Error?.Message).Concat(result.Warnings))
            {
                Console.WriteLine(said);
            }

            Console.WriteLine($"{Outcome}{result.Totals.Copied} {result.Totals.Failed} {result.Error?.Code ?? result.FailureCounts.Keys.FirstOrDefault()}");
        }
        catch (ArchiveTransferException exception)
        {
            Console.WriteLine(exception);
            Console.WriteLine($"{Outcome}0 0 {exception.ErrorCode}");
        }

        return 0;
    }

    private sealed class ConsoleLog : ILoggerFactory, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Console.WriteLine($"{formatter(state, exception)} {exception}");

        public void AddProvider(ILoggerProvider provider)
        {
        }

        public void Dispose()
        {
        }
    }
}
