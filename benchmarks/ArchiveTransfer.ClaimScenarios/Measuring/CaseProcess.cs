using System.Diagnostics;
using System.Text.Json;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>A client as a process of its own, and what the system shows of it.</summary>
/// <param name="environment">Credentials, and the certificate to trust.</param>
/// <param name="wrapper">Program and arguments to run it by; empty: none.</param>
internal sealed class CaseProcess(IReadOnlyDictionary<string, string> environment, params IReadOnlyList<string> wrapper)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(25);

    /// <summary>The client starts processes of its own, whose memory counts.</summary>
    public bool HasChildren { get; init; }

    /// <summary>Runs one case to its end; cancellation kills it.</summary>
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
        using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
        Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
        await JsonSerializer.SerializeAsync(process.StandardInput.BaseStream, order, CaseJson.Default.CaseOrder, CancellationToken.None);
        process.StandardInput.Close();

        long peak = 0;
        long staged = 0;
        Task ended = process.WaitForExitAsync(CancellationToken.None);
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, ProcessTree.ReadBytes(process.Id, HasChildren));
            staged = Math.Max(staged, stagingDirectory is null ? 0 : BytesIn(stagingDirectory));
            await Task.WhenAny(ended, Task.Delay(Interval, CancellationToken.None));
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
        return new CaseProcessResult(outcome, wall.TotalSeconds, Math.Max(peak, outcome.PeakProcessTreeBytes), staged, outcome.BusiestCore, await errors);
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
