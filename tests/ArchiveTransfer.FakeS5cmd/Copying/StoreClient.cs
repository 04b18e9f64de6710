using ArchiveTransfer.FakeS5cmd.CommandLine;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary>The store: one HEAD or one copy at a time, tried again as often as was allowed.</summary>
internal sealed class StoreClient(Surroundings surroundings, int retries, string? payer, Reporter reporter) : IDisposable
{
    private const string NoCredentials =
        "NoCredentialProviders: no valid providers in chain. Deprecated.\n\tFor verbose messaging see aws.Config.CredentialsChainVerboseErrors";

    private static readonly string[] AlwaysRetryable = ["InternalError:", "RequestTimeTooSkewed:", "SlowDown:"];

    // The real tool waits longer; how long it waits is nothing that a test may build on.
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(30);

    private readonly SignedHttp? _http = surroundings is { AccessKey: not null, SecretKey: not null } ? new SignedHttp(surroundings) : null;

    /// <summary>Null: there is no such object.</summary>
    /// <exception cref="StoreException">The store refused, or could not be asked.</exception>
    public async Task<StoredFacts?> HeadAsync(ObjectUrl url, CancellationToken cancellationToken)
    {
        try
        {
            var found = await TryAsync(HttpMethod.Head, url, Headers([]), cancellationToken);
            return new StoredFacts(found.Size, found.LastModified);
        }
        catch (StoreException exception) when (exception.Message.StartsWith("NotFound:", StringComparison.Ordinal))
        {
            return null;
        }
    }

    /// <exception cref="StoreException">The store refused, or could not be asked.</exception>
    public Task CopyAsync(ObjectUrl source, ObjectUrl destination, FlagSet flags, string? directive)
    {
        var encryption = flags.Text("sse");
        var headers = Headers(
        [
            ("x-amz-copy-source", source.CopySource),
            ("x-amz-metadata-directive", directive),
            ("x-amz-storage-class", flags.Text("storage-class")),
            ("x-amz-acl", flags.Text("acl")),
            ("x-amz-server-side-encryption", encryption),
            ("x-amz-server-side-encryption-aws-kms-key-id", string.IsNullOrEmpty(encryption) ? null : flags.Text("sse-kms-key-id")),
        ]);

        // A signal does not interrupt a copy.
        return TryAsync(HttpMethod.Put, destination, headers, CancellationToken.None);
    }

    public void Dispose() => _http?.Dispose();

    // With no retries at all only these are announced as what they are.
    private static bool IsAlwaysRetryable(StoreException exception) =>
        AlwaysRetryable.Any(start => exception.Message.StartsWith(start, StringComparison.Ordinal)) || exception.Message.Contains("connection reset", StringComparison.Ordinal);

    private (string Name, string Value)[] Headers((string Name, string? Value)[] given) =>
        [.. given.Append(("x-amz-request-payer", payer)).Where(static header => !string.IsNullOrEmpty(header.Item2)).Select(static header => (header.Item1, header.Item2!))];

    private async Task<WireAnswer> TryAsync(HttpMethod method, ObjectUrl url, (string Name, string Value)[] headers, CancellationToken cancellationToken)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await AskAsync(method, url, headers, cancellationToken);
            }
            catch (StoreException exception) when (exception.IsRetryable && (retries > 0 || IsAlwaysRetryable(exception)))
            {
                reporter.Retrying(exception.Message);
                if (attempt == retries)
                {
                    throw;
                }
            }

            await Task.Delay(FirstPause * (1 << Math.Min(attempt, 6)), cancellationToken);
        }
    }

    private async Task<WireAnswer> AskAsync(HttpMethod method, ObjectUrl url, (string Name, string Value)[] headers, CancellationToken cancellationToken)
    {
        if (_http is null)
        {
            throw new StoreException(NoCredentials, isRetryable: false);
        }

        var (answer, failure) = await _http.SendAsync(method, url, headers, cancellationToken);
        return answer.Status == 0 ? throw WireErrors.OfTransport(answer, failure!)
            : WireErrors.Of(answer, surroundings.Region, surroundings.Endpoint) is { } refused ? throw refused
            : answer;
    }
}
