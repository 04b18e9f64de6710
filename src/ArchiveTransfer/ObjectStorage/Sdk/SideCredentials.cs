using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// The credentials of a side: however many requests need them, one asks; every failure is one message that says who was asked and what to do;
/// those that the store takes no more are replaced once, for all requests that were signed with them.
/// </summary>
internal sealed class SideCredentials(StoreSide side, CredentialOrigin origin, TimeProvider? timeProvider = null) : AWSCredentials
{
    /// <summary>How long a failure answers for whoever asks next: what fails may take seconds and processes each time.</summary>
    private static readonly TimeSpan FailureStands = TimeSpan.FromSeconds(1);

    /// <summary>Credentials younger than this that are refused, too, were not refused for their age.</summary>
    private static readonly TimeSpan LeastAge = TimeSpan.FromMinutes(1);

    private readonly CredentialOrigin origin = origin;
    private readonly TimeProvider time = timeProvider ?? TimeProvider.System;
    private readonly object gate = new();
    private TaskCompletionSource<ImmutableCredentials>? asking;
    private CredentialsUnavailableException? failure;
    private long failedAt;
    private readonly RenewalMemory said = new();
    private readonly RenewalMemory guessed = new();
    private Task latest = Task.CompletedTask;

    /// <summary>Who is asked, in words.</summary>
    public string Provider => origin.Provider;

    public string? Profile => origin.Profile;

    /// <summary>Whoever answers for one answers for the other: the same object, profile, role or chain.</summary>
    public bool IsOfOneOriginWith(SideCredentials other) => origin.IsSameAs(other.origin);

    public override ImmutableCredentials GetCredentials()
    {
        AWSCredentials? found = null;
        try
        {
            found = origin.Find();
            return found.GetCredentials();
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            throw CredentialFailure.Describe(side, origin, found, e);
        }
    }

    public override async Task<ImmutableCredentials> GetCredentialsAsync()
    {
        if (WireExchange.Current is not { } exchange)
        {
            return await AskAsync().ConfigureAwait(false);
        }

        var credentials = await AskAsync().WaitAsync(exchange.Cancellation).ConfigureAwait(false);
        exchange.SignedBy = credentials;
        return credentials;
    }

    /// <summary>The same, for whoever has a token of its own and signs by itself.</summary>
    public Task<ImmutableCredentials> GetAsync(CancellationToken cancellationToken) => AskAsync().WaitAsync(cancellationToken);

    /// <summary>The store takes these no more. True: there are others now.</summary>
    /// <param name="isGuess">The answer may as well have another reason: what comes of it says nothing of credentials that are really over.</param>
    public Task<bool> RenewAsync(ImmutableCredentials expired, bool isGuess = false)
    {
        RenewalMemory memory = isGuess ? guessed : said;
        lock (gate)
        {
            if (memory.Find(expired, time, FailureStands) is { } known)
            {
                return known;
            }

            Task<bool> renewal = RenewOnceAsync(expired, memory, latest);
            memory.Begin(expired, renewal);
            latest = renewal;
            return renewal;
        }
    }

    /// <summary>What an answer that speaks of credentials means once they were renewed: another attempt, or that none will do better.</summary>
    /// <exception cref="CredentialsUnavailableException">Others could not be had.</exception>
    public async ValueTask<StoreError> RenewAsync(StoreError error, ImmutableCredentials expired, CancellationToken cancellationToken)
    {
        bool said = error.SaysCredentialsAreOver;
        if (await RenewAsync(expired, isGuess: !said).WaitAsync(cancellationToken).ConfigureAwait(false))
        {
            return error with { Kind = StoreErrorKind.Transient, Code = StoreErrorCodes.ExpiredToken };
        }

        // A bare 400 may as well have another reason.
        return said ? error with { Kind = StoreErrorKind.Permanent, Message = $"{error.Message} {NoOthers()}".TrimStart() } : error;
    }

    /// <summary>What to do where there are none, for the end of a sentence of the store's.</summary>
    private string NoOthers() => $"({char.ToUpperInvariant(origin.Provider[0])}{origin.Provider[1..].TrimEnd(',')} had no newer credentials. {origin.Renewal})";

    internal static bool Same(ImmutableCredentials one, ImmutableCredentials other) =>
        (one.AccessKey, one.SecretKey, one.Token) == (other.AccessKey, other.SecretKey, other.Token);

    /// <param name="before">The renewal before this one, which may give what this one asks for.</param>
    private async Task<bool> RenewOnceAsync(ImmutableCredentials expired, RenewalMemory memory, Task before)
    {
        bool gave = false;
        try
        {
            // Whoever is asked may block, and RenewAsync holds the lock.
            await Task.Yield();
            await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return gave = await ReplaceAsync(expired, memory).ConfigureAwait(false);
        }
        finally
        {
            lock (gate)
            {
                // Of a renewal that another has taken the place of, nobody asks any more.
                memory.End(expired, gave, time.GetTimestamp());
            }
        }
    }

    private async Task<bool> ReplaceAsync(ImmutableCredentials expired, RenewalMemory memory)
    {
        if (!Same(expired, await AskAsync().ConfigureAwait(false)))
        {
            return true;
        }

        if (memory.RenewedAt is { } at && time.GetElapsedTime(at) < LeastAge)
        {
            return false;
        }

        origin.Forget(await origin.FindAsync().ConfigureAwait(false));
        if (Same(expired, await AskAsync().ConfigureAwait(false)))
        {
            return false;
        }

        memory.RenewedAt = time.GetTimestamp();
        return true;
    }

    private Task<ImmutableCredentials> AskAsync()
    {
        TaskCompletionSource<ImmutableCredentials> mine;
        lock (gate)
        {
            if (asking is not null)
            {
                return asking.Task;
            }

            if (failure is not null && time.GetElapsedTime(failedAt) < FailureStands)
            {
                return Task.FromException<ImmutableCredentials>(failure);
            }

            asking = mine = new TaskCompletionSource<ImmutableCredentials>(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        _ = AnswerAsync(mine);
        return mine.Task;
    }

    private async Task AnswerAsync(TaskCompletionSource<ImmutableCredentials> answer)
    {
        AWSCredentials? found = null;
        try
        {
            found = await origin.FindAsync().ConfigureAwait(false);
            var credentials = await found.GetCredentialsAsync().ConfigureAwait(false);
            Settle(null);
            answer.SetResult(credentials);
        }
        catch (OperationCanceledException e)
        {
            Settle(null);
            answer.SetException(e);
        }
#pragma warning disable CA1031 // Providers throw whatever they like; everybody who waits is told.
        catch (Exception e)
#pragma warning restore CA1031
        {
            var failed = CredentialFailure.Describe(side, origin, found, e);
            // What may pass is paced by the retries of those who asked.
            Settle(failed.MayPass ? null : failed);
            answer.SetException(failed);
        }
    }

    private void Settle(CredentialsUnavailableException? failed)
    {
        lock (gate)
        {
            (asking, failure, failedAt) = (null, failed, time.GetTimestamp());
        }
    }
}
