using System.Diagnostics;
using System.Globalization;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Stages;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Whether the baseline is competent: beside <c>aws s3 cp</c> down and up and rclone through a local directory, in the same shape, as many at once.</summary>
internal sealed class Baseline : IClaimScenario
{
    public const string Name = "baseline";
    public const string Aws = "aws s3 cp";
    public const string Rclone = "rclone copy";

    private const int MostCrashes = 3;

    /// <summary>How the others are called.</summary>
    public static readonly string[] CommandLines =
    [
        "s5cmd: driven by the library: s5cmd --json --numworkers N --retry-count 0 run, the commands on its input",
        $"{Aws}: aws s3 cp --recursive --only-show-errors, down into a directory and up from it; max_concurrent_requests = {EqualPlaces.Places}",
        $"{Rclone}: rclone copy --s3-no-check-bucket --no-traverse --transfers {EqualPlaces.Places} --checkers {EqualPlaces.Places}, down into a directory and up from it",
    ];

    /// <summary>Files that others fetch in parts are among them, in the shape in which that helps most.</summary>
    public static readonly (ClaimShape Shape, DataSet Data)[] Cells =
    [
        (ClaimShape.Office, new DataSet(100, 150_000)),
        (ClaimShape.SameRegion, DataSet.Small),
        (ClaimShape.TokyoVirginia, DataSet.Small),
        (ClaimShape.TokyoVirginia, new DataSet(100, 1_500_000)),
    ];

    public string Title => "the baseline beside aws and rclone";

    public async Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken)
    {
        if (bench.Extent != ClaimExtent.Full)
        {
            return;
        }

        foreach ((ClaimShape shape, DataSet data) in Cells)
        {
            await using ClaimStage stage = await ClaimStage.StartAsync(shape, cancellationToken);
            await stage.AddAsync(data, cancellationToken);
            await bench.BetweenProbesAsync(stage, batch => MeasureAsync(bench, stage, data, (shape, data) == Cells[0], batch, cancellationToken), cancellationToken);
        }
    }

    /// <summary>Everybody, in turns; round 0 is to warm up.</summary>
    /// <param name="isFirst">Whether the programs, too, have yet to be read from the disk, and not the store alone is new.</param>
    private static async Task MeasureAsync(ClaimBench bench, ClaimStage stage, DataSet data, bool isFirst, int batch, CancellationToken cancellationToken)
    {
        List<Func<int, Task>> everybody = [round => bench.MeasureAsync(stage, new Case(Name, Way.Traditional, data), round, cancellationToken, batch)];
        if (bench.Tools.Aws is { } aws)
        {
            everybody.Add(round => MeasureOtherAsync(bench, stage, Aws, data, AwsCommands(stage, aws, data, round), round, batch, cancellationToken));
        }

        if (bench.Tools.Rclone is { } rclone)
        {
            everybody.Add(round => MeasureOtherAsync(bench, stage, Rclone, data, RcloneCommands(stage, rclone, data, round), round, batch, cancellationToken));
        }

        for (int round = 0; round <= bench.Rounds; round++)
        {
            foreach (Func<int, Task> one in round % 2 == 1 ? everybody : Enumerable.Reverse(round == 0 && !isFirst ? everybody[..1] : everybody))
            {
                await one(round);
            }
        }
    }

    private static async Task MeasureOtherAsync(ClaimBench bench, ClaimStage stage, string name, DataSet data, string[][] commands, int round, int batch, CancellationToken cancellationToken)
    {
        var crashes = new List<string>();
        while (true)
        {
            Directory.CreateDirectory(Local(stage));
            await stage.Store.ReadCountersAsync(reset: true, cancellationToken);
            var busiest = new BusiestCore();
            long begun = Stopwatch.GetTimestamp();
            string? crash = await RunAsync(stage, commands, cancellationToken);
            (TimeSpan wall, double share) = (Stopwatch.GetElapsedTime(begun), busiest.Share);
            Directory.Delete(Local(stage), recursive: true);
            if (crash is not null)
            {
                // A fault of its own once in a while is no reason to lose what it does in all other rounds; it is told beside them.
                crashes.Add(crash);
                bench.Say($"  {crash}{(crashes.Count < MostCrashes ? "; the round is run again" : "")}");
                if (crashes.Count == MostCrashes)
                {
                    throw new InvalidDataException($"{name} crashed {crashes.Count} times in one round: {crash}");
                }

                continue;
            }

            StoreCounts counts = StoreCounts.Of(await stage.Store.ReadCountersAsync(cancellationToken: cancellationToken));
            if (counts.BytesIn < data.Bytes || counts.BytesOut < data.Bytes)
            {
                throw new InvalidDataException($"{name} moved {counts.BytesOut} bytes down and {counts.BytesIn} up, not {data.Bytes} each.");
            }

            bench.Keep(new MeasuredCase
            {
                Scenario = Name,
                Shape = stage.Shape.Name,
                Data = data.Name,
                Way = name,
                Places = EqualPlaces.Places,
                Batch = batch,
                Round = round,
                Outcome = new CaseOutcome { Status = "Succeeded", Copied = data.Objects, Seconds = wall.TotalSeconds, Warnings = crashes },
                ProcessSeconds = wall.TotalSeconds,
                BusiestCore = share,
                Store = counts,
            });
            return;
        }
    }

    /// <returns>Which command was ended by a signal, if one was; null: none.</returns>
    private static async Task<string?> RunAsync(ClaimStage stage, string[][] commands, CancellationToken cancellationToken)
    {
        // 128 and the number of a signal, as .NET tells it.
        const int FirstSignal = 129;
        foreach (string[] command in commands)
        {
            var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach ((string variable, string value) in stage.Environment)
            {
                start.Environment[variable] = value;
            }

            start.Environment["AWS_CONFIG_FILE"] = await WriteAwsConfigurationAsync(stage, cancellationToken);
            using Process process = Process.Start(start)!;
            using CancellationTokenRegistration stop = cancellationToken.Register(() => process.Kill(entireProcessTree: true));
            Task<string> errors = process.StandardError.ReadToEndAsync(cancellationToken);
            string output = await process.StandardOutput.ReadToEndAsync(cancellationToken) + await errors;
            await process.WaitForExitAsync(cancellationToken);
            string ended = $"{string.Join(' ', command)} ended with {process.ExitCode}";
            if (process.ExitCode >= FirstSignal)
            {
                return ended;
            }

            if (process.ExitCode != 0)
            {
                throw new InvalidDataException($"{ended}: {output[..Math.Min(2_000, output.Length)]}");
            }
        }

        return null;
    }

    private static string[][] AwsCommands(ClaimStage stage, string aws, DataSet data, int round) =>
    [
        [aws, "--endpoint-url", Url(stage), "s3", "cp", "--recursive", "--only-show-errors", $"s3://{data.Bucket}/", Local(stage)],
        [aws, "--endpoint-url", Url(stage), "s3", "cp", "--recursive", "--only-show-errors", Local(stage), Target(round, "aws")],
    ];

    private static string[][] RcloneCommands(ClaimStage stage, string rclone, DataSet data, int round)
    {
        string remote = $":s3,provider=Other,env_auth=true,region=us-east-1,force_path_style=true,endpoint='{Url(stage)}'";
        string[] common = ["--s3-no-check-bucket", "--no-traverse", "--config", "/dev/null", "--ca-cert", stage.Environment["SSL_CERT_FILE"], "--transfers", $"{EqualPlaces.Places}", "--checkers", $"{EqualPlaces.Places}"];

        // It cannot work with the variable that the others need, and has an option of its own.
        string[] start = ["env", "-u", "AWS_CA_BUNDLE", rclone, "copy"];
        return [[.. start, $"{remote}:{data.Bucket}", Local(stage), .. common], [.. start, Local(stage), $"{remote}:lake/rclone/{round}", .. common]];
    }

    private static async Task<string> WriteAwsConfigurationAsync(ClaimStage stage, CancellationToken cancellationToken)
    {
        string path = Path.Combine(stage.Directory, "aws.ini");
        await File.WriteAllTextAsync(path, $"[default]\ns3 =\n  max_concurrent_requests = {EqualPlaces.Places}\n", cancellationToken);
        return path;
    }

    private static string Url(ClaimStage stage) => stage.Store.Endpoint.AbsoluteUri.TrimEnd('/');

    private static string Local(ClaimStage stage) => Path.Combine(stage.Directory, "local");

    private static string Target(int round, string who) => string.Create(CultureInfo.InvariantCulture, $"s3://lake/{who}/{round}/");
}
