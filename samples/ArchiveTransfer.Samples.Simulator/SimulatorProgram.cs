using System.Net.Sockets;
using System.Runtime.InteropServices;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>Starts the store, fills it, says how it is reached, and waits to be stopped.</summary>
internal static class SimulatorProgram
{
    public static async Task<int> RunAsync(SimulatorSettings settings)
    {
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            await using S3Simulator simulator = await S3Simulator.StartAsync(options =>
            {
                options.Port = settings.Port;
                options.AdminPort = settings.AdminPort;
                options.UseTls = settings.UsesTls;
                options.Shaping = settings.Shape;
                options.Apply(settings.Profile);
                options.Seed = settings.Seed;
                options.KeepRequestLog = settings.KeepsLog;
            });
            Fill(simulator, settings);
            if (settings.Certificate is { } file)
            {
                await File.WriteAllTextAsync(file, simulator.CertificatePem);
            }

            await Console.Out.WriteAsync(Announcement.Write(simulator, settings));
            await Console.Out.FlushAsync();
            await stopping.Task;
            return ExitCodes.Success;
        }
        catch (ArgumentException exception)
        {
            return await FailAsync(exception, ExitCodes.BadArguments);
        }
        catch (Exception exception) when (exception is IOException or SocketException or UnauthorizedAccessException)
        {
            return await FailAsync(exception, ExitCodes.StartFailed);
        }

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.TrySetResult();
        }
    }

    private static async Task<int> FailAsync(Exception exception, int code)
    {
        await Console.Error.WriteLineAsync($"s3simulator: {exception.Message.ReplaceLineEndings(" ")}");
        return code;
    }

    private static void Fill(S3Simulator simulator, SimulatorSettings settings)
    {
        foreach (string name in settings.Buckets.Concat(settings.PublicBuckets).Concat(settings.MadeUp.Select(static rule => rule.Bucket)).Distinct())
        {
            simulator.AddBucket(name, isPublic: settings.PublicBuckets.Contains(name));
        }

        foreach (MadeUpObjects rule in settings.MadeUp)
        {
            simulator.FindBucket(rule.Bucket)!.AddVirtual(rule.Count, rule.KeyPattern, rule.Size, rule.LargestSize);
        }
    }
}
