using System.Globalization;

namespace ArchiveTransfer.Benchmarks.Simulator;

/// <summary>What a run over many requests took, client and simulator together.</summary>
internal sealed record Measurement(string Name, int Requests, TimeSpan Elapsed, TimeSpan Cpu, long Allocated, int PeakInFlight, string Note)
{
    public const string Header = """
        | request | count | requests/s | CPU per request | allocated per request | most in flight | |
        |---|---|---|---|---|---|---|
        """;

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"| {Name} | {Requests:N0} | {Requests / Elapsed.TotalSeconds:N0} | {Cpu.TotalMicroseconds / Requests:N1} us | {Allocated / Requests:N0} B | {PeakInFlight} | {Note} |");
}
