using System.Text.RegularExpressions;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>What each way asks of the file system about the objects it stages, seen by strace.</summary>
internal sealed partial class FileSystemCalls : IClaimScenario
{
    public const string Name = "file-system-calls";

    public string Title => "file-system calls";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench is not { Extent: ClaimExtent.Full, Tools.Strace: { } strace })
        {
            return;
        }

        await using ClaimStage stage = await ClaimStage.StartAsync(ClaimShape.Unshaped, cancellationToken, warms: false);
        string log = Path.Combine(stage.Directory, "strace.log");
        foreach (Way way in new[] { Way.Traditional, Way.Copy, Way.Streaming })
        {
            var counted = new Dictionary<string, long>();
            MeasuredCase measured = await stage.RunAsync(
                new Case(Name, way, DataSet.Small)
                {
                    Wrapper = _ => [strace, "-f", "-qq", "-y", "-o", log, "-e", "trace=%file,read,write,pread64,pwrite64,pwritev,preadv,fallocate,ftruncate,fsync,fdatasync,flock,lseek,close,sendfile"],
                },
                1,
                cancellationToken);

            // Every name, and every descriptor with the file behind it, is in the line.
            await foreach (string line in File.ReadLinesAsync(log, cancellationToken))
            {
                if (line.Contains("/staging/", StringComparison.Ordinal) && Call().Match(line) is { Success: true } call)
                {
                    counted[call.Groups[1].Value] = counted.GetValueOrDefault(call.Groups[1].Value) + 1;
                }
            }

            bench.Keep(measured with { FileSystemCalls = counted });
        }
    }

    // 4711  openat(AT_FDCWD, "…
    [GeneratedRegex(@"^\d+\s+(\w+)\(")]
    private static partial Regex Call();
}
