using System.Net;
using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

internal sealed partial class SdkObjectStore
{
    /// <summary>
    /// Credentials that the store takes no more: others are asked for, once for all requests that were signed with them, and the request may be sent
    /// again. Where there are no others, no attempt will do better.
    /// </summary>
    public async ValueTask<StoreError> RenewedAsync(StoreError error, ImmutableCredentials? signedBy, CancellationToken cancellationToken)
    {
        if (Access?.Credentials is not { } credentials || signedBy is null || !IsOfAge(error, signedBy))
        {
            return error;
        }

        try
        {
            return await credentials.RenewAsync(error, signedBy, cancellationToken).ConfigureAwait(false);
        }
        catch (CredentialsUnavailableException e)
        {
            return SdkErrors.From(error.Operation, e)!;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return error;
        }
    }

    /// <summary>A HEAD has no body to say it with.</summary>
    public static bool IsOfAge(StoreError error, ImmutableCredentials signedBy) =>
        error.SaysCredentialsAreOver
        || (error is { Operation: StoreOperation.HeadObject, StatusCode: 400, BucketRegion: null, Code: nameof(HttpStatusCode.BadRequest) } && signedBy.UseToken);
}
