using System.Globalization;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>
/// Stores, rights and tools as they are met, in each of the four modes: the way that is taken, why, and how it ends. A row's ways are
/// <c>count x decision</c>, or <c>count x !code</c> for objects that fail; nothing else may happen.
/// </summary>
public sealed class SelectionMatrixTests : S5cmdCollectionTest
{
    private const string Copy = "server_side_copy: one store serves both sides";
    private const string OnlyCopy = "server_side_copy: the mode allows no other way";
    private const string OnlyDisk = "traditional: the mode allows no other way";
    private const string Streamed = "streaming: through this machine's memory";
    private const string TwoStores = Streamed + "; server_side_copy: source and destination are two stores";
    private const string PairRefused = "; server_side_copy: the store refuses server-side copies between these buckets";

    private S3SimulatorOptions store = null!;

    public enum Situation
    {
        OneIdentity,
        PublicSource,
        NoCrossRights,
        TwoStores,
        CopyNotImplemented,
        PartCopyRefused,
        ThreeOddObjects,
        S5cmdAbsent,
        S5cmdOld,
        S5cmdCrashing,
        S5cmdWell,
    }

    public static TheoryData<Situation, OperationMode, string[]> Cells
    {
        get
        {
            var cells = new TheoryData<Situation, OperationMode, string[]>();
            Add(Situation.OneIdentity, auto: [$"5 x {Copy}"], direct: [$"5 x {OnlyCopy}"], hybrid: [$"5 x {Copy}"], traditional: [$"5 x {OnlyDisk}"]);
            Add(Situation.PublicSource, auto: [$"5 x {Copy}"], direct: [$"5 x {OnlyCopy}"], hybrid: [$"5 x {Copy}"], traditional: [$"5 x {OnlyDisk}"]);
            string[] refused = [$"3 x {Streamed}; server_side_copy: refused (AccessDenied)", $"2 x {Streamed}{PairRefused}"];
            Add(Situation.NoCrossRights, auto: refused, direct: ["5 x !copy_refused"], hybrid: refused, traditional: [$"5 x {OnlyDisk}"]);
            Add(Situation.TwoStores, auto: [$"5 x {TwoStores}"], direct: ["!no_strategy"], hybrid: [$"5 x {TwoStores}"], traditional: [$"5 x {OnlyDisk}"]);
            string[] unknown = [$"3 x {Streamed}; server_side_copy: refused (NotImplemented)", $"2 x {Streamed}{PairRefused}"];
            Add(Situation.CopyNotImplemented, auto: unknown, direct: ["5 x !copy_refused"], hybrid: unknown, traditional: [$"5 x {OnlyDisk}"]);
            string whole = "2 x {0}; part copy refused, one copy";
            Add(Situation.PartCopyRefused, auto: [Format(whole, Copy), $"3 x {Copy}"], direct: [Format(whole, OnlyCopy), $"3 x {OnlyCopy}"], hybrid: [Format(whole, Copy), $"3 x {Copy}"], traditional: [$"5 x {OnlyDisk}"]);
            string[] odd = [$"9997 x {Copy}", $"1 x {Streamed}; server_side_copy: refused (AccessDenied)", "1 x !source_not_found", "1 x !access_denied"];
            Add(Situation.ThreeOddObjects, auto: odd, direct: [$"9997 x {OnlyCopy}", "3 x !copy_refused"], hybrid: odd, traditional: [$"9998 x {OnlyDisk}", "1 x !source_not_found", "1 x !access_denied"]);
            foreach (Situation situation in new[] { Situation.S5cmdAbsent, Situation.S5cmdOld })
            {
                Add(situation, auto: [$"5 x {Copy}"], direct: [$"5 x {OnlyCopy}"], hybrid: [$"5 x {Copy}"], traditional: [$"5 x {OnlyDisk}"]);
            }

            const string Crashed = "; s5cmd: refused (s5cmd_failed)";
            Add(Situation.S5cmdCrashing, auto: [$"5 x {Copy}{Crashed}"], direct: [$"5 x {OnlyCopy}{Crashed}"], hybrid: [$"5 x {Copy}{Crashed}"], traditional: [$"5 x {OnlyDisk}"]);
            Add(Situation.S5cmdWell, auto: ["5 x s5cmd: preferred"], direct: ["5 x s5cmd: preferred"], hybrid: ["5 x s5cmd: preferred"], traditional: [$"5 x {OnlyDisk}"]);
            return cells;

            void Add(Situation situation, string[] auto, string[] direct, string[] hybrid, string[] traditional)
            {
                cells.Add(situation, OperationMode.Auto, auto);
                cells.Add(situation, OperationMode.DirectSync, direct);
                cells.Add(situation, OperationMode.Hybrid, hybrid);
                cells.Add(situation, OperationMode.Traditional, traditional);
            }
        }
    }

    protected override void Configure(S3SimulatorOptions options) => store = options;

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_mode_takes_the_best_way_there_is_and_says_why(Situation situation, OperationMode mode, string[] expected)
    {
        await using S3Simulator other = await S3Simulator.StartAsync(cancellationToken: Cancellation);
        S3Bucket source = Source;
        S3Bucket lake = Lake;
        ArchiveCollectionComponents parts = Parts();
        Action<ArchiveCollectionOptions> configure = static _ => { };
        int objects = 5;
        switch (situation)
        {
            case Situation.OneIdentity:
                source = Simulator.AddBucket("own");
                (parts.SourceCredentials, configure) = (CredentialsOf(Collector), static options => (options.Source.Bucket, options.Source.Anonymous) = ("own", false));
                break;
            case Situation.NoCrossRights:
                S3Identity owner = Simulator.AddIdentity("private");
                source = Simulator.AddBucket("secret", owner);
                (parts.SourceCredentials, configure) = (CredentialsOf(owner), static options => (options.Source.Bucket, options.Source.Anonymous) = ("secret", false));
                break;
            case Situation.TwoStores:
                lake = other.AddBucket(Lake.Name);
                (parts.DestinationCredentials, configure) = (CredentialsOf(other.Owner), options => options.Destination.ServiceUrl = other.Endpoint);
                break;
            case Situation.CopyNotImplemented:
                store.NotImplemented.Add("CopyObject");
                store.NotImplemented.Add("UploadPartCopy");
                break;
            case Situation.PartCopyRefused:
                Refuse("UploadPartCopy", static _ => true, 403, "AccessDenied");
                configure = static options => options.MultipartThresholdMiB = 5;
                break;
            case Situation.ThreeOddObjects:
                objects = 10_000;
                source.DenyCopyOf(static key => key == Key(0));
                Refuse("CopyObject", static key => key == Key(5_000), 403, "AccessDenied");
                Refuse("GetObject", static key => key == Key(5_000), 404, "NoSuchKey");
                Refuse("CopyObject", static key => key == Key(9_999), 400, "KMS.DisabledException");
                Refuse("GetObject", static key => key == Key(9_999), 403, "AccessDenied");
                break;
            case Situation.S5cmdAbsent:
                configure = By("/nowhere/s5cmd");
                break;
            case Situation.S5cmdOld:
                configure = By(StandIn("version:v1.4.0-d7a0dda"));
                break;
            case Situation.S5cmdCrashing:
                configure = By(StandIn("die:1"));
                break;
            case Situation.S5cmdWell:
                configure = By(StandIn());
                break;
        }

        source.AddVirtual(objects, static index => Key(index), index => situation == Situation.PartCopyRefused && index < 2 ? (5 << 20) + 1 : 100);
        Task<(ArchiveCollectionResult Result, Dictionary<string, TransferOutcome> Outcomes)> running = CollectOutcomesAsync(
            options =>
            {
                options.OperationMode = mode;
                configure(options);
            },
            parts);
        if (expected is [['!', .. var code]])
        {
            Assert.Equal(code, (await Assert.ThrowsAsync<ArchiveTransferException>(() => running)).ErrorCode);
            Assert.Empty(lake.Keys);
            return;
        }

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await running;

        Assert.Equal(expected.Order(StringComparer.Ordinal), outcomes.Values
            .GroupBy(static outcome => outcome.Error is { } error ? $"!{error.Code}" : outcome.Decision!)
            .Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {group.Key}"))
            .Order(StringComparer.Ordinal));
        Assert.Equal(outcomes.Values.Where(static outcome => outcome.Error is null).Select(static outcome => outcome.DestinationKey).Order(StringComparer.Ordinal), lake.Keys);
        Assert.Equal(expected.Any(static way => way.Contains(PairRefused, StringComparison.Ordinal)), result.Degraded);
        bool named = situation is Situation.S5cmdAbsent or Situation.S5cmdOld && mode != OperationMode.Traditional;
        Assert.Equal(named, result.Warnings.Any(static warning => warning.StartsWith("The strategy s5cmd takes no part: ", StringComparison.Ordinal)));
        Assert.Equal(named, result.EngineReason.Contains("; s5cmd: ", StringComparison.Ordinal));
        if (result.Engine != TransferStrategyNames.Streaming && mode is OperationMode.DirectSync)
        {
            Assert.Equal((0, 0), (result.Measurements.BytesReceived, result.Measurements.BytesSent));
        }
    }

    private void Refuse(string operation, Func<string, bool> keys, int status, string code) =>
        Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = operation, Keys = keys, StatusCode = status, Code = code });

    private static string Key(long index) => index.ToString("D5", CultureInfo.InvariantCulture);

    private static string Format(string text, string way) => string.Format(CultureInfo.InvariantCulture, text, way);
}
