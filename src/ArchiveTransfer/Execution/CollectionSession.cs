using ArchiveTransfer.Execution.Concurrency;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Reporting.Measuring;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Strategies.S5cmd;
using ArchiveTransfer.Verification;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveTransfer.Execution;

/// <summary>What one run or plan opens and closes: stores, clocks, limits. Everything it made it disposes; what it was given it leaves.</summary>
internal sealed class CollectionSession : IAsyncDisposable
{
    /// <summary>Before a run begins somebody waits for it, as in a run nobody does.</summary>
    private const int MostRetriesForCredentials = 2;

    private readonly CancellationTokenSource settling;
    private readonly CancellationTokenRegistration settlingBegins;
    private ITimer? settlingTimer;
    private readonly StoreClients clients;
    private readonly RunPlaces places;

    private CollectionSession(ArchiveCollectionOptions options, ArchiveCollectionComponents components, StoreClients clients, (DateTimeOffset At, long Timestamp) begun, string runId, CancellationToken cancellationToken)
    {
        this.clients = clients;
        TimeProvider time = components.TimeProvider ?? TimeProvider.System;
        ILoggerFactory loggers = components.LoggerFactory ?? NullLoggerFactory.Instance;

        settling = new CancellationTokenSource();
        settlingBegins = cancellationToken.Register(() => settlingTimer = time.CreateTimer(
            static state => Fire((CancellationTokenSource)state!), settling, options.SettleTimeout, Timeout.InfiniteTimeSpan));

        var counters = new RequestCounters();
        var pipelines = new RetryPipelines(options.Retry, time);
        TransferTuning tuning = TransferTuning.For(options, clients);
        places = new RunPlaces(EndpointLimiters.Shared, options, clients, tuning.StartConcurrency, time);
        ILogger logger = loggers.CreateLogger("ArchiveTransfer");

        Run = new TransferRun
        {
            RunId = runId,
            Options = options,
            Source = new CountingObjectStore(clients.SourcePlane, counters),
            Destination = new CountingObjectStore(clients.DestinationPlane, counters),
            SourceSender = new RequestSender(pipelines, options.Retry, options.AttemptTimeout, places.Source, counters, time),
            DestinationSender = new RequestSender(pipelines, options.Retry, options.AttemptTimeout, places.Destination, counters, time),
            SameEndpoint = clients.SameEndpoint,
            DefaultPartSizeMiB = tuning.PartSizeMiB,
            SourceAccess = clients.SourceAccess,
            DestinationAccess = clients.DestinationAccess,
            S5cmd = components.S5cmdSettings ?? S5cmdSettings.Default,
            OnlyPath = components.OnlyPath,
            Counters = counters,
            CopyPairs = new PairMemory(time),
            RefusedPartCopies = new RefusedPartCopies(time),
            ClientBytes = new ClientBytes(options.Sanity.MaxBytesThroughClient, () => counters.BytesReceived + counters.BytesSent),
            Incoming = new BandwidthLimit(options.BandwidthLimitBytesPerSecond, time),
            Outgoing = new BandwidthLimit(options.BandwidthLimitBytesPerSecond, time),
            ETags = new ETagTrust(),
            Staging = new StagingArea(options.Staging.Directory, options.Staging.MaxBytes, logger),
            Warnings = new RunWarnings(logger),
            Logger = logger,
            TimeProvider = time,
            Settling = settling.Token,
        };

        Context = new TransferContext
        {
            RunId = runId,
            Options = options,
            SourceClient = clients.Source,
            DestinationClient = clients.Destination,
            Clients = clients,
            SameEndpoint = clients.SameEndpoint,
            Logger = logger,
            TimeProvider = time,
            EnterAsync = places.LendAsync,
            ReportBytes = (received, sent) =>
            {
                counters.Received(received);
                counters.Sent(sent);
            },
            Run = Run,
        };

        FollowRegions(clients.SourceStore, StoreSide.Source, options.Source);
        FollowRegions(clients.DestinationStore, StoreSide.Destination, options.Destination);
        clients.OnLeftToSdk((side, endpoint) => Run.Warnings.Add(
            $"{side}: {DisplayText.Quote(endpoint)} refused the signature of a request and took the same request from the AWS SDK, which sends all requests there from now on: they cost several times as much of this machine. Please report the store."));
        if (tuning.ForDistance)
        {
            LogMessages.TunedForDistance(logger, runId, clients.SourceRegion!, clients.DestinationRegion!, tuning.PartSizeMiB, tuning.StartConcurrency);
        }

        (StartedAt, StartedAtTimestamp) = begun;
        Meter = new RunMeter(Run, StartedAtTimestamp);
    }

    /// <summary>Opens the stores; asks buckets for their regions where that is wanted.</summary>
    public static async ValueTask<CollectionSession> OpenAsync(ArchiveCollectionOptions options, ArchiveCollectionComponents components, string runId, CancellationToken cancellationToken)
    {
        TimeProvider time = components.TimeProvider ?? TimeProvider.System;
        (DateTimeOffset, long) begun = (time.GetUtcNow(), time.GetTimestamp());
        return new(options, components, await StoreClients.OpenAsync(options, components, runId, cancellationToken).ConfigureAwait(false), begun, runId, cancellationToken);
    }

    public TransferRun Run { get; }

    public TransferContext Context { get; }

    public RunMeter Meter { get; }

    public DateTimeOffset StartedAt { get; }

    public long StartedAtTimestamp { get; }

    /// <summary>Most requests in flight to one endpoint.</summary>
    public int Ceiling => places.Destination.Ceiling;

    public TimeSpan Elapsed => Run.TimeProvider.GetElapsedTime(StartedAtTimestamp);

    /// <summary>What a source works with.</summary>
    public ArchiveSourceContext SourceContext(Action<string> notPublished) => new()
    {
        Options = Run.Options,
        Client = clients.Source,
        Clients = clients,
        Logger = Run.Logger,
        TimeProvider = Run.TimeProvider,
        NotPublished = notPublished,
        Run = Run,
    };

    /// <summary>Asks for the credentials of both sides: without them a run ends before it begins, whatever it would have sent first.</summary>
    /// <exception cref="ArchiveTransferException">There are none; the message says who was asked and the cure.</exception>
    public async ValueTask EnsureCredentialsAsync(CancellationToken cancellationToken)
    {
        foreach (StoreAccess? side in new[] { clients.SourceAccess, clients.DestinationAccess })
        {
            if (side?.Credentials is { } credentials)
            {
                await EnsureAsync(credentials, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await settlingBegins.DisposeAsync().ConfigureAwait(false);
        if (settlingTimer is { } timer)
        {
            await timer.DisposeAsync().ConfigureAwait(false);
        }

        await Run.Staging.DisposeAsync().ConfigureAwait(false);
        clients.Dispose();
        settling.Dispose();
        places.Dispose();
    }

    /// <summary>Says once what a ceiling of the user's gave away, where the run was at it for more than half of its time.</summary>
    public void SayWhatCeilingGaveAway()
    {
        TimeSpan elapsed = Elapsed;
        if (Run.Options.MaxConcurrency is { } ceiling && elapsed > TimeSpan.Zero && places.TimeAtCeiling / elapsed is > 0.5 and var share)
        {
            double each = Run.Counters.ReadRequests().Values.Sum() / elapsed.TotalSeconds / ceiling;
            LogMessages.CeilingGaveAway(Run.Logger, Run.RunId, (int)(100 * share), ceiling, Run.Counters.Throttles, each);
        }
    }

    private async ValueTask EnsureAsync(SideCredentials credentials, CancellationToken cancellationToken)
    {
        int left = Math.Min(MostRetriesForCredentials, Run.Options.Retry.MaxRetryAttempts);
        for (TimeSpan delay = Run.Options.Retry.BaseDelay; ; delay *= 2, left--)
        {
            try
            {
                await credentials.GetCredentialsAsync().WaitAsync(cancellationToken).ConfigureAwait(false);
                return;
            }
            catch (CredentialsUnavailableException exception) when (exception.MayPass && left > 0)
            {
                await Task.Delay(delay, Run.TimeProvider, cancellationToken).ConfigureAwait(false);
            }
            catch (CredentialsUnavailableException exception)
            {
                throw new ArchiveTransferException(exception.ErrorCode, DisplayText.Escape(exception.Message, DisplayText.WholeMessage));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // Whoever was asked gave up, which may pass: requests ask again, and have retries.
                return;
            }
        }
    }

    private void FollowRegions(SdkObjectStore store, StoreSide side, S3LocationOptions options)
    {
        if (store.Regions is not { } regions)
        {
            return;
        }

        store.Resent = Run.Counters.Request;
        regions.Learned = (from, to) =>
        {
            LogMessages.RegionLearned(Run.Logger, side, options.Bucket!, from, to);
            if (options.Region is not null)
            {
                Run.Warnings.Add($"{side}.Region is {DisplayText.Quote(from)}, but the store says that bucket {DisplayText.Quote(options.Bucket!)} is in {DisplayText.Quote(to)}; requests are sent there. Set {side}.Region to it.");
            }
        };
    }

    private static void Fire(CancellationTokenSource source)
    {
        try
        {
            source.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // Everything settled before the time was up.
        }
    }
}
