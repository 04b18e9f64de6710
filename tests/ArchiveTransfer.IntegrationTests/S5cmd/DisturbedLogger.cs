using Microsoft.Extensions.Logging;

namespace ArchiveTransfer.S5cmd;

/// <summary>Does something with every text that is logged, while whoever logs it waits.</summary>
internal sealed class DisturbedLogger(Action<string> disturb) : ILogger, ILoggerFactory
{
    public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => disturb(formatter(state, exception));

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider)
    {
    }

    public void Dispose()
    {
    }
}
