using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>The collector's side of the demo store: this program once more, as a child that ends when its stdin does, so that it never outlives its parent.</summary>
internal sealed class DemoStoreProcess : IAsyncDisposable
{
    public const string ServeVerb = "serve";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(10);

    private readonly Process process;

    private DemoStoreProcess(Process process) => this.process = process;

    public DemoStoreFacts Facts { get; private set; } = null!;

    public int ProcessId => process.Id;

    /// <summary>Starts the child, says what it is to hold, and waits until it holds it.</summary>
    /// <exception cref="DemoStoreException">It did not start.</exception>
    public static async Task<DemoStoreProcess> StartAsync(DemoStoreOrder order, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var store = new DemoStoreProcess(Launch());
        try
        {
            store.Facts = await store.AskAsync(order, cancellationToken);
            return store;
        }
        catch
        {
            await store.DisposeAsync();
            throw;
        }
    }

    /// <summary>Largest working set of the store so far, in bytes.</summary>
    public long ReadPeakWorkingSet()
    {
        process.Refresh();
        return process.HasExited ? 0 : process.PeakWorkingSet64;
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        try
        {
            await process.WaitForExitAsync().WaitAsync(StopTimeout);
        }
        catch (TimeoutException)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static Process Launch()
    {
        string program = Environment.ProcessPath ?? "dotnet";
        var start = new ProcessStartInfo(program) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "quickstart.dll"));
        }

        start.ArgumentList.Add(ServeVerb);
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new DemoStoreException($"The demo store did not start: {exception.Message}", exception);
        }
    }

    private async Task<DemoStoreFacts> AskAsync(DemoStoreOrder order, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(JsonSerializer.Serialize(order, DemoStoreJson.Default.DemoStoreOrder));
            await process.StandardInput.FlushAsync(cancellationToken);
            string line = await process.StandardOutput.ReadLineAsync(cancellationToken).AsTask().WaitAsync(StartTimeout, cancellationToken)
                ?? throw new DemoStoreException("The demo store ended before it was ready.");
            return JsonSerializer.Deserialize(line, DemoStoreJson.Default.DemoStoreFacts)!;
        }
        catch (Exception exception) when (exception is IOException or JsonException or TimeoutException)
        {
            throw new DemoStoreException($"The demo store did not get ready: {exception.Message}", exception);
        }
    }
}
