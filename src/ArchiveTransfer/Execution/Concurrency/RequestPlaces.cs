using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Execution.Concurrency;

/// <summary>The places of one side of a run.</summary>
/// <param name="bucket">Where a request goes that names no object.</param>
/// <param name="share">What the run allows itself at this endpoint, all requests together; null: what the store allows.</param>
/// <param name="bodies">The same for requests that carry bytes of objects through this machine.</param>
/// <param name="start">First guess for a bucket of which nothing is known.</param>
internal sealed class RequestPlaces(EndpointLimiter endpoint, string bucket, PlaceGate? share, PlaceGate? bodies, int start)
{
    private static readonly bool[] Writes = Flags(static operation => operation is not (StoreOperation.ListObjectsV2 or StoreOperation.HeadObject or StoreOperation.GetObject
        or StoreOperation.GetObjectTagging or StoreOperation.ListParts));

    private static readonly bool[] Bodies = Flags(static operation => operation is StoreOperation.GetObject or StoreOperation.PutObject or StoreOperation.UploadPart);

    /// <summary>Most requests in flight that there can be.</summary>
    public int Ceiling => share?.Limit ?? OptionLimits.MaxConcurrency;

    /// <summary>Most writes in flight right now.</summary>
    public int WriteLimit => Math.Min(Ceiling, endpoint.LimitOf(bucket, writes: true, start));

    /// <summary>Most reads in flight right now.</summary>
    public int ReadLimit => Math.Min(Ceiling, endpoint.LimitOf(bucket, writes: false, start));

    public TimeSpan Now => endpoint.Now;

    /// <summary>Waits for a place. Leave it exactly once.</summary>
    /// <param name="at">Null: not about an object.</param>
    public ValueTask<Place> EnterAsync(StoreOperation operation, ObjectAddress? at, CancellationToken cancellationToken) =>
        endpoint.EnterAsync(at?.Bucket ?? bucket, Writes[(int)operation], start, Bodies[(int)operation] ? bodies : share, at?.Key, cancellationToken);

    /// <summary>What became of a request that takes no place.</summary>
    public void Note(StoreOperation operation, ObjectAddress? at, PlaceOutcome outcome, TimeSpan sentAt) =>
        endpoint.Note(at?.Bucket ?? bucket, Writes[(int)operation], start, at?.Key, outcome, sentAt);

    /// <summary>When the store last answered such a request without asking for less; null: not yet.</summary>
    public TimeSpan? ProgressAt(StoreOperation operation, ObjectAddress? at) => endpoint.ProgressAt(at?.Bucket ?? bucket, Writes[(int)operation], at?.Key);

    /// <summary>What an answer says of the store's readiness.</summary>
    public static PlaceOutcome OutcomeOf(StoreError? error) => error?.Kind switch
    {
        null or StoreErrorKind.Permanent or StoreErrorKind.NotThisWay => PlaceOutcome.Answered,
        StoreErrorKind.Throttled => PlaceOutcome.Throttled,
        _ => PlaceOutcome.Abandoned,
    };

    private static bool[] Flags(Func<StoreOperation, bool> of) => Array.ConvertAll(Enum.GetValues<StoreOperation>(), operation => of(operation));
}
