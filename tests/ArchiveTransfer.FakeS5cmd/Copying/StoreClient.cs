using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.FakeS5cmd.CommandLine;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>The store: one HEAD or one copy at a time, tried again as often as was allowed.</summary>
internal sealed class StoreClient : IDisposable
{
    private const string NoCredentials =
        "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors";

    private static readonly string[] AlwaysRetryable = ["InternalError:", "RequestTimeTooSkewed:", "SlowDown:"];

    // The real tool waits longer; how long it waits is nothing that a test may build on.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);

    private readonly Surroundings _surroundings;
    private readonly int _retries;
    private readonly RequestPayer? _payer;
    private readonly Reporter _reporter;
    private readonly RawClient? _client;

    public StoreClient(Surroundings surroundings, int retries, string? payer, Reporter reporter)
    {
        _surroundings = surroundings;
        _retries = retries;
        _payer = payer is null ? null : RequestPayer.FindValue(payer);
        _reporter = reporter;
        if (surroundings is { AccessKey: { } key, SecretKey: { } secret })
        {
            AWSCredentials credentials = surroundings.SessionToken is { } token ? new SessionAWSCredentials(key, secret, token) : new BasicAWSCredentials(key, secret);
            _client = new RawClient(credentials, Configuration(surroundings));
        }
    }

    /// <summary>Null: there is no such object.</summary>
    /// <exception cref="StoreException">The store refused, or could not be asked.</exception>
    public async Task<StoredFacts?> HeadAsync(ObjectUrl url, CancellationToken cancellationToken)
    {
        try
        {
            var request = new GetObjectMetadataRequest { BucketName = url.Bucket, Key = url.Key, VersionId = url.VersionId, RequestPayer = _payer };
            var found = await TryAsync(client => client.GetObjectMetadataAsync(request, cancellationToken), cancellationToken);
            return new StoredFacts(found.ContentLength, found.LastModified ?? default);
        }
        catch (StoreException exception) when (exception.Message.StartsWith("NotFound:", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <exception cref="StoreException">The store refused, or could not be asked.</exception>
    public Task CopyAsync(ObjectUrl source, ObjectUrl destination, FlagSet flags, string? directive)
    {
        var request = new CopyObjectRequest
        {
            SourceBucket = source.Bucket,
            SourceKey = source.Key,
            DestinationBucket = destination.Bucket,
            DestinationKey = destination.Key,
            RequestPayer = _payer,
        };
        RawCopyHandler.Send(request, new RawCopyHeaders(source.CopySource, directive));
        if (flags.Text("storage-class") is { Length: > 0 } storageClass)
        {
            request.StorageClass = S3StorageClass.FindValue(storageClass);
        }

        if (flags.Text("acl") is { Length: > 0 } acl)
        {
            request.CannedACL = S3CannedACL.FindValue(acl);
        }

        if (flags.Text("sse") is { Length: > 0 } encryption)
        {
            request.ServerSideEncryptionMethod = ServerSideEncryptionMethod.FindValue(encryption);
            request.ServerSideEncryptionKeyManagementServiceKeyId = flags.Text("sse-kms-key-id") is { Length: > 0 } key ? key : null;
        }

        // A signal does not interrupt a copy.
        return TryAsync(client => client.CopyObjectAsync(request, CancellationToken.None), CancellationToken.None);
    }

    public void Dispose() => _client?.Dispose();

    private static AmazonS3Config Configuration(Surroundings surroundings)
    {
        var config = new AmazonS3Config
        {
            ForcePathStyle = true,
            MaxErrorRetry = 0,
            IgnoreConfiguredEndpointUrls = true,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            HttpClientFactory = new WireTapFactory(surroundings.CertificateBundle),
        };
        if (surroundings.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint;
            config.AuthenticationRegion = surroundings.Region;
        }
        else
        {
            config.RegionEndpoint = Amazon.RegionEndpoint.GetBySystemName(surroundings.Region);
        }

        return config;
    }

    // With no retries at all only these are announced as what they are.
    private static bool IsAlwaysRetryable(StoreException exception) =>
        AlwaysRetryable.Any(start => exception.Message.StartsWith(start, StringComparison.Ordinal)) || exception.Message.Contains("connection reset", StringComparison.Ordinal);

    private async Task<T> TryAsync<T>(Func<RawClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AskAsync(ask, cancellationToken);
            }
            catch (StoreException exception) when (exception.IsRetryable && (_retries > 0 || IsAlwaysRetryable(exception)))
            {
                _reporter.Retrying(exception.Message);
                if (attempt == _retries)
                {
                    throw;
                }
            }

            await Task.Delay(FirstPause * (1 << Math.Min(attempt, 6)), cancellationToken);
        }
    }

    private async Task<T> AskAsync<T>(Func<RawClient, Task<T>> ask, CancellationToken cancellationToken)
    {
        if (_client is null)
        {
            throw new StoreException(NoCredentials, isRetryable: false);
        }

        var answer = WireTap.Listen();
        T? result = default;
        Exception? failure = null;
        try
        {
            result = await ask(_client);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            failure = exception;
        }

        return (failure, answer.Status) switch
        {
            (_, > 0) when WireErrors.Of(answer, _surroundings.Region, _surroundings.Endpoint) is { } refused => throw refused,
            (null, _) => result!,
            (_, 0) => throw WireErrors.OfTransport(answer, failure),
            _ => throw new StoreException($"SerializationError: {failure.Message}", isRetryable: true),
        };
    }
}
