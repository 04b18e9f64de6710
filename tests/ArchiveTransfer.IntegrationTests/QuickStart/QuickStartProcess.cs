using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace ArchiveTransfer.QuickStart;

/// <summary>The built program as a process with a temporary directory of its own. Its end is checked: no store process and no file left behind.</summary>
internal sealed partial class QuickStartProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(8);

    private readonly DirectoryInfo temporary = Directory.CreateTempSubdirectory("quickstart-");
    private readonly TaskCompletionSource copying = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private QuickStartProcess(ProcessStartInfo start, IReadOnlyDictionary<string, string>? environment)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = start.RedirectStandardInput = true;
        start.Environment["TMPDIR"] = temporary.FullName;
        // The runtime's own diagnostic pipes would lie in the temporary directory too.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["AWS_EC2_METADATA_DISABLED"] = "true";
        foreach ((string name, string value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        process.StandardInput.Close();
        output = ReadAsync(process.StandardOutput);
        errors = ReadAsync(process.StandardError);
    }

    public static string RepositoryRoot => Metadata("RepositoryRoot");

    private static string Program => Metadata("QuickStart");

    public static async Task<QuickStartOutcome> RunAsync(params string[] arguments)
    {
        using QuickStartProcess program = Start(arguments);
        return await program.WaitAsync();
    }

    public static async Task<QuickStartOutcome> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        using QuickStartProcess program = Start(arguments, environment);
        return await program.WaitAsync();
    }

    /// <param name="within">A command that is given the program and its arguments; null: none.</param>
    public static QuickStartProcess Start(string[] arguments, IReadOnlyDictionary<string, string>? environment = null, IReadOnlyList<string>? within = null)
    {
        string[] command = [.. within ?? [], Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", Program, .. arguments];
        return new(new ProcessStartInfo(command[0], command[1..]), environment);
    }

    /// <summary>The executable beside the assembly, which is what <c>dotnet run</c> starts.</summary>
    public static QuickStartProcess StartExecutable(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.ChangeExtension(Program, OperatingSystem.IsWindows() ? ".exe" : null), arguments);
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(typeof(object).Assembly.Location)!, "..", "..", ".."));
        return new QuickStartProcess(start, environment: null);
    }

    /// <summary>Waits for a line of progress that tells of objects copied, or of a comparison's first round, then sends the signal.</summary>
    public async Task SignalAsync(string signal)
    {
        await copying.Task.WaitAsync(Patience, TestContext.Current.CancellationToken);
        await SendAsync(signal);
    }

    /// <summary>Sends it now.</summary>
    public async Task SendAsync(string signal)
    {
        using Process kill = Process.Start("kill", [signal, process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>For a program that was told twice to end: its temporary files are not looked for.</summary>
    public async Task<QuickStartOutcome> WaitDirtyAsync()
    {
        await process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        return new QuickStartOutcome(process.ExitCode, await output, await errors);
    }

    public async Task<QuickStartOutcome> WaitAsync()
    {
        QuickStartOutcome outcome = await WaitDirtyAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary.FullName));
        foreach (Match store in DemoStoreProcessId().Matches(outcome.Output + outcome.Errors))
        {
            await AssertGoneAsync(int.Parse(store.Groups[1].Value, CultureInfo.InvariantCulture));
        }

        return outcome;
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        temporary.Delete(recursive: true);
    }

    private async Task<string> ReadAsync(StreamReader stream)
    {
        var text = new StringBuilder();
        while (await stream.ReadLineAsync() is { } line)
        {
            text.Append(line).Append('\n');
            if (Progress().IsMatch(line))
            {
                copying.TrySetResult();
            }
        }

        return text.ToString();
    }

    /// <summary>A store that was left alone ends by itself, a moment later.</summary>
    private static async Task AssertGoneAsync(int processId)
    {
        for (int i = 0; i < 600 && IsRunning(processId); i++)
        {
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        Assert.False(IsRunning(processId), $"The demo store, process {processId}, was left behind.");
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using Process found = Process.GetProcessById(processId);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Metadata(string key) => typeof(QuickStartProcess).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == key).Value!;

    [GeneratedRegex("^  (?:[1-9][0-9,]* objects, |round 1 of 3: )")]
    private static partial Regex Progress();

    [GeneratedRegex("Demo store: process ([0-9]+)")]
    private static partial Regex DemoStoreProcessId();
}
