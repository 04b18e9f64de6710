using System.Globalization;
using System.Runtime.InteropServices;
using ArchiveTransfer.FakeS5cmd.CommandLine;
using ArchiveTransfer.FakeS5cmd.Copying;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>The program: finds out what is asked for and does it.</summary>
internal sealed class Application(Behaviour behaviour, OutputStreams streams)
{
    private const string RealVersion = "v2.3.0-991c9fb";
    private const string VersionBefore23 = "v2.2.2-48f7e59";
    private const int DefaultWorkers = 256;
    private const int DefaultRetries = 10;
    private const int ExitNotSupported = 70;

    public async Task<int> RunAsync(string[] arguments)
    {
        try
        {
            return await RunCommandAsync(FlagSet.Parse(GlobalFlags.All, arguments));
        }
        catch (UsageException exception)
        {
            streams.WriteError($"Incorrect Usage: {exception.Message}");
            streams.WriteError("See 's5cmd --help' for usage");
            return 1;
        }
        catch (NotSupportedException exception)
        {
            streams.WriteLastWords(exception.Message);
            return ExitNotSupported;
        }
    }

    private async Task<int> RunCommandAsync(FlagSet flags)
    {
        var command = flags.Arguments is [var first, ..] ? first : null;
        if (behaviour.Number(command == "run" ? "die" : "die-probe") is { } code)
        {
            streams.WriteLastWords("s5cmd: error while loading shared libraries: libfake.so: cannot open shared object file");
            return code;
        }

        var surroundings = Surroundings.Read();
        var reporter = new Reporter(streams, flags.IsOn("json"), Level(flags), flags.IsOn("stat"), behaviour.Has("echo-secret") ? $" {Secrets(surroundings)}" : "");
        if (FindMistake(flags, surroundings) is { } mistake)
        {
            reporter.Failed("", $" {string.Join(' ', flags.Arguments)}", mistake);
            return 1;
        }

        switch (command)
        {
            case "version":
                streams.WriteOutput(behaviour.Value("version") ?? (behaviour.Has("no-directive") ? VersionBefore23 : RealVersion));
                return 0;
            case "cp" or "run":
                using (var copies = new CopyCommand(behaviour, reporter, streams, Store(flags, surroundings, reporter)))
                {
                    return await CopyAsync(flags, surroundings, reporter, copies);
                }

            default:
                throw new NotSupportedException($"This is not s5cmd: it knows version, cp and run, but not '{command}'.");
        }
    }

    /// <summary>Takes so much processor time.</summary>
    private static void Work(TimeSpan time)
    {
        var until = Environment.CpuUsage.TotalTime + time;
        while (time > TimeSpan.Zero && Environment.CpuUsage.TotalTime < until)
        {
            Thread.SpinWait(10_000);
        }
    }

    private async Task<int> CopyAsync(FlagSet flags, Surroundings surroundings, Reporter reporter, CopyCommand copies)
    {
        if (behaviour.Has("echo-secret"))
        {
            streams.WriteOutput($"DEBUG credentials: {Secrets(surroundings)}");
            streams.WriteError($"credentials: {Secrets(surroundings)}");
        }

        if (surroundings is { AccessKey: null, AsksInstanceMetadata: true })
        {
            await InstanceMetadata.WarnAsync(surroundings, reporter);
        }

        using var stopping = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        if (flags.Arguments[0] == "run" && flags.Arguments.Count > 1)
        {
            throw new NotSupportedException("This is not s5cmd: it reads commands from stdin alone.");
        }

        Work(TimeSpan.FromMilliseconds(behaviour.Number("busy") ?? 0));
        using var weight = Ballast.OfMebibytes(behaviour.Number("heavy") ?? 0);
        var succeeded = flags.Arguments[0] == "run"
            ? await new RunCommand(behaviour, reporter, streams, copies, Workers(flags)).RunAsync(stopping.Token)
            : await copies.RunAsync(flags.Arguments, 1, isInRun: false, stopping.Token);
        reporter.WriteStatistics();
        return succeeded ? 0 : 1;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (!behaviour.Has("hang"))
            {
                stopping.Cancel();
            }
        }
    }

    private static StoreClient Store(FlagSet flags, Surroundings surroundings, Reporter reporter) =>
        new(surroundings with { Endpoint = flags.Text("endpoint-url") ?? surroundings.Endpoint }, flags.Number("retry-count", DefaultRetries), flags.Text("request-payer"), reporter);

    private static string? FindMistake(FlagSet flags, Surroundings surroundings)
    {
        var endpoint = flags.Text("endpoint-url") ?? surroundings.Endpoint ?? "http";
        return flags.Number("retry-count", DefaultRetries) < 0 ? "retry count cannot be a negative value"
            : endpoint.StartsWith("http", StringComparison.Ordinal) ? null
            : $"bad value for --endpoint-url {endpoint}: scheme is missing. Must be of the form http://<hostname>/ or https://<hostname>/";
    }

    private static int Workers(FlagSet flags)
    {
        var workers = flags.Number("numworkers", DefaultWorkers);
        return Math.Max(2, workers < 0 ? -workers * Environment.ProcessorCount : workers);
    }

    private static LogLevel Level(FlagSet flags) => flags.Text("log") switch
    {
        "trace" or "debug" => LogLevel.Debug,
        "error" => LogLevel.Error,
        _ => LogLevel.Info,
    };

    private static string Secrets(Surroundings surroundings) =>
        string.Create(CultureInfo.InvariantCulture, $"secret {surroundings.SecretKey} token {surroundings.SessionToken}");
}
