using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Runs every way, one process each time, there and back again; what a round wrote is gone before the next begins.</summary>
internal sealed class OwnRounds(OwnComparisonOrder order, Sample sample, FreshPrefix place, string staging, string endpoint, TimeSpan settling)
{
    /// <summary>Requests at once, for every way.</summary>
    public const int Places = 16;

    /// <summary>Ctrl-C reaches the process and this one at the same time, and the process may be the first to end of it.</summary>
    private static readonly TimeSpan SignalTime = TimeSpan.FromMilliseconds(300);

    /// <summary>Time for what a store does although nobody waits for its answer any more, at the least.</summary>
    public static readonly TimeSpan LeastLate = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan MostLate = TimeSpan.FromMinutes(2);

    private readonly CaseProcess process = new(new Dictionary<string, string>()) { SettleTime = settling };
    private readonly List<MeasuredCase> cases = [];
    private readonly Dictionary<string, string> dropped = [];
    private OwnWay[] taking = [];
    private int begun;

    /// <summary>Rounds that every way that takes part has made, beside the one to warm up.</summary>
    public int Counted => taking.Length == 0 ? 0 : taking.Min(way => cases.Count(made => made.Round > 0 && made.Way == way.Name));

    /// <summary>The longest prefix that a round may have.</summary>
    public static string LongestPrefix(string prefix) => PrefixOf(prefix, 99);

    /// <summary>In the order of their ends, those to warm up too.</summary>
    public IReadOnlyList<MeasuredCase> Cases => cases;

    /// <summary>Why a way was given up after its first run, by its name.</summary>
    public IReadOnlyDictionary<string, string> Dropped => dropped;

    /// <summary>How long to look for what may arrive late: a process ended in the middle of its work, or did not wait for every answer. Zero: nothing may.</summary>
    public TimeSpan Late { get; private set; }

    /// <summary>Keys of uploads that may have been begun and neither completed nor aborted.</summary>
    public IReadOnlyList<string> UploadsMayBeAt { get; private set; } = [];

    /// <exception cref="ArchiveTransferException">No way copied the sample, or what a round wrote stays.</exception>
    public async Task RunAsync(IReadOnlyList<OwnWay> ways, CancellationToken cancellationToken)
    {
        if (CaseHere.IsWanted)
        {
            order.Progress($"{CaseHere.Variable} is set: memory, processor and times are those of this process, and no figures to show");
        }

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

        taking = left = [.. left.Where(way => !dropped.ContainsKey(way.Name))];
        if (left.Length == 0)
        {
            throw new ArchiveTransferException(OwnErrorCodes.NothingMeasured, $"No way copied the sample. {string.Join(' ', dropped.Select(static way => $"{way.Key}: {way.Value}"))}");
        }

        for (int round = 1; round <= order.Rounds; round++)
        {
            foreach (OwnWay way in round % 2 == 1 ? left : Enumerable.Reverse(left))
            {
                order.Progress($"round {round} of {order.Rounds}: {way.Name}");
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
        string prefix = PrefixOf(place.Name, begun++);
        var told = new CaseOrder
        {
            Configuration = order.Text,
            Options = way.Options(prefix, staging),
            Objects = sample.Objects,
            OnlyStreams = way.Path == TransferPath.Memory,
        };
        TimeSpan late = Late;
        Late = Longer(Late, way.Path == TransferPath.ServerSide ? LongestCopy() : LeastLate);
        UploadsMayBeAt = place.KeysOfParts(prefix, sample);
        MeasuredCase measured = ToCase(way, round, await RunAsync(told, cancellationToken));
        if (Problem(measured) is null)
        {
            // Of an upload whose creation was repeated one may be left that nobody knows the id of.
            UploadsMayBeAt = measured.Outcome.Retries > 0 && measured.Outcome.Requests.ContainsKey("CreateMultipartUpload") ? UploadsMayBeAt : [];
            Late = measured.Outcome.Retries == 0 ? late : Late;
        }

        cases.Add(measured);
        IReadOnlyList<string> stays = await place.RemoveAsync(UploadsMayBeAt, cancellationToken);
        if (stays.Count > 0)
        {
            throw new ArchiveTransferException(OwnErrorCodes.LeftBehind, $"What a round wrote could not be removed, so that no other was begun. {string.Join(' ', stays)}");
        }

        UploadsMayBeAt = [];
        return measured;
    }

    /// <summary>Twice what the store took for all of them so far; before it has, what the largest would take it if it were slow.</summary>
    private TimeSpan LongestCopy()
    {
        double seconds = 2 * cases.Where(static measured => measured.Way == TransferStrategyNames.ServerSideCopy).Select(static measured => measured.Outcome.Seconds).DefaultIfEmpty().Max();
        seconds = seconds > 0 ? seconds : (double)sample.Objects.Max(static found => found.Size) / TransferLimits.SlowestCopyBytesPerSecond;
        return seconds < MostLate.TotalSeconds ? Longer(LeastLate, TimeSpan.FromSeconds(seconds)) : MostLate;
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private async Task<CaseProcessResult> RunAsync(CaseOrder told, CancellationToken cancellationToken)
    {
        try
        {
            CaseProcessResult result = await (CaseHere.IsWanted ? CaseHere.RunAsync(told, cancellationToken) : process.RunAsync(told, staging, cancellationToken));
            if (result.Outcome.Status == nameof(ArchiveCollectionStatus.Canceled))
            {
                await Task.Delay(SignalTime, cancellationToken);
            }

            return result;
        }
        catch (InvalidDataException exception)
        {
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
}
