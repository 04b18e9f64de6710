using System.Diagnostics;
using System.Globalization;

namespace ArchiveTransfer.Benchmarks.Peers;

/// <summary>A whole process, from its start to its end: user and system time of it and its children, largest resident set, wall time. Linux.</summary>
internal sealed record MeasuredProcess(TimeSpan Wall, TimeSpan Cpu, long PeakBytes, int ExitCode, string Output, string Errors)
{
    private const int TicksPerSecond = 100;

    /// <param name="core">That it may use; null: all.</param>
    /// <param name="input">File for standard input.</param>
    public static async Task<MeasuredProcess> RunAsync(IReadOnlyList<string> command, IReadOnlyDictionary<string, string> environment, int? core, string? input = null)
    {
        string[] pinned = core is { } number ? ["taskset", "-c", number.ToString(CultureInfo.InvariantCulture), .. command] : [.. command];
        var start = new ProcessStartInfo(pinned[0], pinned[1..]) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true, UseShellExecute = false };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        TimeSpan before = ChildrenTime();
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        Task feeding = FeedAsync(process, input);
        long peak = 0;
        Task ended = process.WaitForExitAsync();
        while (!ended.IsCompleted)
        {
            peak = Math.Max(peak, ReadPeak(process.Id));
            await Task.WhenAny(ended, Task.Delay(20));
        }

        TimeSpan wall = Stopwatch.GetElapsedTime(begun);
        await feeding;
        return new(wall, ChildrenTime() - before, peak, process.ExitCode, await output, await errors);
    }

    private static async Task FeedAsync(Process process, string? input)
    {
        if (input is not null)
        {
            await using FileStream file = File.OpenRead(input);
            await file.CopyToAsync(process.StandardInput.BaseStream);
        }

        process.StandardInput.Close();
    }

    private static long ReadPeak(int id)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{id}/status").FirstOrDefault(static line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>Of children that have ended and were waited for.</summary>
    private static TimeSpan ChildrenTime()
    {
        string stat = File.ReadAllText("/proc/self/stat");
        string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return TimeSpan.FromSeconds((long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / (double)TicksPerSecond);
    }
}
