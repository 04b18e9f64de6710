using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ArchiveTransfer.Testing.Admin;

namespace ArchiveTransfer.Testing.Hosting;

/// <summary>The child's side of <see cref="S3SimulatorProcess"/>: options come in as one line, facts go out as one line, and it lives as long as its stdin.</summary>
internal static class SimulatorProgram
{
    private const int Failed = 1;
    private const int NotAsked = 2;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    public static async Task<int> Main()
    {
        // Ctrl-C reaches the whole process group; whoever uses the store still needs it to settle.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, static context => context.Cancel = true);

        using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
        if (await input.ReadLineAsync().ConfigureAwait(false) is not { } line)
        {
            await Console.Error.WriteLineAsync("S3Simulator.StartProcessAsync starts this: it expects its options on stdin and ends with it.").ConfigureAwait(false);
            return NotAsked;
        }

        try
        {
            var options = JsonSerializer.Deserialize(line, AdminJson.Default.S3SimulatorOptions)!;
            var simulator = await S3Simulator.StartAsync(options, CancellationToken.None).ConfigureAwait(false);
            await AnnounceAsync(simulator, options).ConfigureAwait(false);
            await input.BaseStream.CopyToAsync(Stream.Null).ConfigureAwait(false);
            await simulator.DisposeAsync().AsTask().WaitAsync(StopTimeout).ConfigureAwait(false);
            return 0;
        }
        catch (Exception exception) when (exception is IOException or SocketException or ArgumentException or JsonException or TimeoutException)
        {
            await Console.Error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return Failed;
        }
    }

    private static async Task AnnounceAsync(S3Simulator simulator, S3SimulatorOptions options)
    {
        var facts = new SimulatorFacts
        {
            Region = options.Region,
            Endpoints = new[] { options.Region }.Concat(options.FurtherRegions).Distinct().ToDictionary(static region => region, simulator.EndpointOf),
            AdminEndpoint = simulator.AdminEndpoint!,
            AdminToken = simulator.AdminToken!,
            Owner = simulator.Owner,
            CertificatePem = simulator.CertificatePem,
        };
        var output = Console.OpenStandardOutput();
        await using (output.ConfigureAwait(false))
        {
            await output.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(facts, AdminJson.Default.SimulatorFacts)).ConfigureAwait(false);
            await output.WriteAsync("\n"u8.ToArray()).ConfigureAwait(false);
        }
    }
}
