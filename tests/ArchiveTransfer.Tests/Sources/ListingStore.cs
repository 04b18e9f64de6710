using ArchiveTransfer.Execution;
using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Tests.Sources;

/// <summary>A store that lists as it is told, answers in an order of its own, each after about <see cref="Latency"/> of a clock of its own, and does nothing else.</summary>
internal sealed class ListingStore(Func<ListRequest, StoreResult<ObjectPage>> answer, int seed = 1) : IObjectStore
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    private readonly object gate = new();
    private readonly Random random = new(seed);
    private readonly List<ListRequest> requests = [];
    private int inFlight;

    public TestTime Time { get; init; } = new();

    public int InFlight => Volatile.Read(ref inFlight);

    public int MostInFlight { get; private set; }

    /// <summary>Requests that start after this key or a later one get no answer before they are cancelled; null: all do.</summary>
    public string? HangsAfter { get; init; }

    /// <summary>One of those came.</summary>
    public TaskCompletionSource Hung { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool SignsFlowingParts => false;

    public bool SignsKnownHashes => false;

    public ListRequest[] Requests
    {
        get
        {
            lock (gate)
            {
                return [.. requests];
            }
        }
    }

    public bool CanPutFlowingBody(bool md5Known) => false;

    /// <summary>What one request after the other gets, until the end or an error.</summary>
    public static List<string> ReadSerially(Func<ListRequest, StoreResult<ObjectPage>> answer)
    {
        var keys = new List<string>();
        var request = new ListRequest("bucket", KeyShape.Prefix);
        while (true)
        {
            StoreResult<ObjectPage> page = answer(request);
            if (!page.IsSuccess)
            {
                return keys;
            }

            keys.AddRange(page.Value.Objects.Select(static item => item.Key));
            if (page.Value.NextToken is not { } token)
            {
                return keys;
            }

            request = request with { ContinuationToken = token };
        }
    }

    /// <summary>A reader of this store that retries as a run does.</summary>
    /// <param name="waits">Shared with another one that the same reader merges.</param>
    public ListingReader Reader(bool mayStopSoon = false, ListingWaits? waits = null)
    {
        var (retry, share) = (new RetryOptions(), new PlaceGate(1));
        var places = new RequestPlaces(new EndpointLimiter("store", Time), "bucket", share, share, 1);
        return new ListingReader(this, new RequestSender(new RetryPipelines(retry, Time), retry, TimeSpan.FromHours(1), places, new RequestCounters(), Time), "bucket", KeyShape.Prefix) { MayStopSoon = mayStopSoon, Waits = waits ?? new ListingWaits() };
    }

    public async ValueTask<StoreResult<ObjectPage>> ListAsync(ListRequest request, CancellationToken cancellationToken)
    {
        int yields;
        lock (gate)
        {
            requests.Add(request);
            yields = random.Next(4);
            MostInFlight = Math.Max(MostInFlight, Interlocked.Increment(ref inFlight));
        }

        try
        {
            if (HangsAfter is not null && Utf8KeyComparer.Instance.Compare(request.ContinuationToken ?? request.StartAfter ?? "", HangsAfter) >= 0)
            {
                Hung.TrySetResult();
                await Task.Delay(Timeout.Infinite, cancellationToken);
            }

            for (int yielded = 0; yielded <= yields; yielded++)
            {
                await Task.Yield();
            }

            cancellationToken.ThrowIfCancellationRequested();
            Time.Advance(Latency / Math.Max(1, InFlight));
            lock (gate)
            {
                return answer(request);
            }
        }
        finally
        {
            Interlocked.Decrement(ref inFlight);
        }
    }

    public ValueTask<StoreResult<ObjectHead>> HeadAsync(HeadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<ObjectBody>> GetAsync(GetRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<IReadOnlyList<KeyValuePair<string, string>>>> GetTagsAsync(ObjectAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenObject>> PutAsync(PutRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenObject>> CopyAsync(CopyRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<string>> CreateUploadAsync(CreateUploadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenPart>> UploadPartAsync(UploadPartRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenPart>> CopyPartAsync(CopyPartRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<WrittenObject>> CompleteUploadAsync(CompleteUploadRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> AbortUploadAsync(UploadAddress upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> UploadExistsAsync(UploadAddress upload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public ValueTask<StoreResult<bool>> DeleteAsync(ObjectAddress address, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
