using System.Diagnostics;
using System.Text.Json;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>A client as a process of its own, and what the system shows of it.</summary>
/// <param name="environment">Credentials, and the certificate to trust.</param>
/// <param name="wrapper">Program and arguments to run it by; empty: none.</param>
internal sealed class CaseProcess(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> wrapper)
{
    /// <summary>For its end, once everything has settled.</summary>
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(3);

    /// <summary>Between two looks from outside.</summary>
    public const int IntervalMilliseconds = 25;

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(IntervalMilliseconds);

    /// <summary>The client starts processes of its own, whose memory counts.</summary>
    public bool HasChildren { get; init; }

    /// <summary>What a client that is to stop has for it before it is killed.</summary>
    public TimeSpan SettleTime { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Runs one case to its end; cancellation tells it to stop, and kills it when it does not.</summary>
    /// <exception cref="InvalidDataException">It did not say how it went.</exception>
    public async Task<CaseProcessResult> RunAsync(CaseOrder order, string? stagingDirectory, CancellationToken cancellationToken)
    {
        string[] command = [.. wrapper, DotnetHost.Path, ClientPath];
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        using var overdue = new CancellationTokenSource();
        using CancellationTokenRegistration kill = overdue.Token.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        using CancellationTokenRegistration stop = cancellationToken.Register(() =>
        {
            process.StandardInput.BaseStream.Close();
            overdue.CancelAfter(SettleTime + EndTime);
        });

        long peak = 0;
        long staged = 0;
        Task ended = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await WriteAsync(process, order);
            while (!ended.IsCompleted)
            {
                peak = Math.Max(peak, ProcessTree.ReadBytes(process.Id, HasChildren));
                staged = Math.Max(staged, stagingDirectory is null ? 0 : BytesIn(stagingDirectory));
                await Task.WhenAny(ended, Task.Delay(Interval, CancellationToken.None));
            }
        }
        finally
        {
            process.StandardInput.BaseStream.Close();
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        string text = await output;
        cancellationToken.ThrowIfCancellationRequested();
        string last = text.Trim().Split('\n')[^1];
        if (!last.StartsWith('{'))
        {
            string said = await errors;
            throw new InvalidDataException($"The client ended with {process.ExitCode} and without a result: {said[..Math.Min(2_000, said.Length)]}");
        }

        CaseOutcome outcome = JsonSerializer.Deserialize(last, CaseJson.Default.CaseOutcome)!;
        return new CaseProcessResult(outcome, wall.TotalSeconds, peak, staged, outcome.BusiestCore, await errors);
    }

    /// <summary>The input stays open: its end tells the client to stop, and comes with the end of this process, too.</summary>
    private static async Task WriteAsync(Process process, CaseOrder order)
    {
        try
        {
            Stream input = process.StandardInput.BaseStream;
            await input.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(order, CaseJson.Default.CaseOrder), (byte)'\n'], CancellationToken.None);
            await input.FlushAsync(CancellationToken.None);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // It has ended already, and says why on its standard error; or it is told to stop.
        }
    }

    private static string ClientPath => Path.Combine(AppContext.BaseDirectory, "claims.dll");

    private static long BytesIn(string directory)
    {
        try
        {
            return Directory.Exists(directory) ? new DirectoryInfo(directory).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length) : 0;
        }
        catch (IOException)
        {
            // A file that was just deleted.
            return 0;
        }
    }
}
