using System.Security.Cryptography;
using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Runs every way, one process each time, there and back again; what a round wrote is gone before the next begins.</summary>
internal sealed class OwnRounds(OwnComparisonOrder order, Sample sample, FreshPrefix place, string staging, string endpoint)
{
    /// <summary>Beside the one to warm up.</summary>
    public const int Counted = 3;

    /// <summary>Requests at once, for every way.</summary>
    public const int Places = 16;

    private static readonly TimeSpan SignalTime = TimeSpan.FromMilliseconds(300);

    private readonly CaseProcess process = new(new Dictionary<string, string>());
    private readonly byte[] configuration = Digest(order.File);
    private readonly List<MeasuredCase> cases = [];
    private readonly Dictionary<string, string> dropped = [];
    private int begun;

    /// <summary>The longest prefix that a round may have.</summary>
    public static string LongestPrefix(string prefix) => PrefixOf(prefix, 99);

    /// <summary>In the order of their ends, those to warm up too.</summary>
    public IReadOnlyList<MeasuredCase> Cases => cases;

    /// <summary>Why a way was given up after its first run, by its name.</summary>
    public IReadOnlyDictionary<string, string> Dropped => dropped;

    /// <summary>A process was ended in the middle of its work: the store may still be at what it was asked last.</summary>
    public bool WasCutShort { get; private set; }

    /// <summary>An upload may have been begun and neither completed nor aborted.</summary>
    public bool MayHaveLeftUploads { get; private set; }

    /// <exception cref="ArchiveTransferException">No way copied the sample, or what a round wrote stays.</exception>
    public async Task RunAsync(IReadOnlyList<OwnWay> ways, CancellationToken cancellationToken)
    {
        OwnWay[] left = [.. ways.Where(static way => way.Unmeasured is null)];
        foreach (OwnWay way in left)
        {
            order.Progress($"to warm up: {way.Name}");
            if (Problem(await RunAsync(way, round: 0, cancellationToken)) is { } problem)
            {
                dropped[way.Name] = problem;
                order.Progress($"{way.Name} takes no part: {problem}");
            }
        }

        left = [.. left.Where(way => !dropped.ContainsKey(way.Name))];
        if (left.Length == 0)
        {
            throw new ArchiveTransferException(OwnErrorCodes.NothingMeasured, $"No way copied the sample. {string.Join(' ', dropped.Select(static way => $"{way.Key}: {way.Value}"))}");
        }

        for (int round = 1; round <= Counted; round++)
        {
            foreach (OwnWay way in round % 2 == 1 ? left : Enumerable.Reverse(left))
            {
                order.Progress($"round {round} of {Counted}: {way.Name}");
                await RunAsync(way, round, cancellationToken);
            }
        }
    }

    /// <summary>Why a run is of no use; null: it is.</summary>
    public string? Problem(MeasuredCase measured) => measured switch
    {
        { IsWhole: true, Outcome: var outcome } when outcome.Copied == sample.Objects.Count => null,
        { Outcome: { Error: { } error } } => error,
        _ => $"{measured.Outcome.Copied} of {sample.Objects.Count} objects were copied",
    };

    private async Task<MeasuredCase> RunAsync(OwnWay way, int round, CancellationToken cancellationToken)
    {
        if (!Digest(order.File).SequenceEqual(configuration))
        {
            throw new ArchiveTransferException(OwnErrorCodes.ConfigurationChanged, $"The configuration file '{order.File}' was changed while the comparison ran; run it again.");
        }

        var told = new CaseOrder
        {
            ConfigurationFile = Path.GetFullPath(order.File),
            Options = way.Options(PrefixOf(place.Name, begun++), staging),
            Objects = sample.Objects,
            OnlyStreams = way.Path == TransferPath.Memory,
        };
        (WasCutShort, MayHaveLeftUploads) = (true, sample.MayNeedParts);
        MeasuredCase measured = ToCase(way, round, await RunAsync(told, cancellationToken));
        MayHaveLeftUploads = sample.MayNeedParts && Problem(measured) is not null;
        cases.Add(measured);
        if ((await place.RemoveAsync(MayHaveLeftUploads, cancellationToken)).Count > 0)
        {
            throw new ArchiveTransferException(OwnErrorCodes.LeftBehind, "What a round wrote could not be removed, so that no other was begun.");
        }

        MayHaveLeftUploads = false;
        return measured;
    }

    private async Task<CaseProcessResult> RunAsync(CaseOrder told, CancellationToken cancellationToken)
    {
        try
        {
            CaseProcessResult result = await process.RunAsync(told, staging, cancellationToken);
            WasCutShort = false;
            return result;
        }
        catch (InvalidDataException exception)
        {
            // Ctrl-C reaches the process and this one at the same time, and the process may be the first to end of it.
            await Task.Delay(SignalTime, cancellationToken);
            return new CaseProcessResult(new CaseOutcome { Error = DisplayText.Escape(exception.Message, DisplayText.WholeMessage) }, 0, 0, 0, 0, "");
        }
    }

    private MeasuredCase ToCase(OwnWay way, int round, CaseProcessResult result) => new()
    {
        Scenario = "own-endpoint",
        Shape = endpoint,
        Data = sample.Text,
        Way = way.Name,
        Places = Places,
        Round = round,
        Outcome = result.Outcome,
        ProcessSeconds = result.Seconds,
        PeakTreeBytes = result.PeakTreeBytes,
        PeakStagedBytes = result.PeakStagedBytes,
        BusiestCore = result.BusiestCore,
    };

    private static string PrefixOf(string prefix, int run) => $"{prefix}{Amount.Number(run, "00")}/";

    private static byte[] Digest(string file) => SHA256.HashData(File.ReadAllBytes(file));
}
