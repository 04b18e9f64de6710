using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Reporting;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Execution;

/// <summary>A store's answer that ends the run before it begins, in one message: what was wrong, with which value, and what to do.</summary>
internal static class RunErrors
{
    /// <summary>The first page of a side could not be read.</summary>
    public static ArchiveTransferException NotListable(ListingFailedException failure, StoreSide side, ArchiveCollectionOptions options) =>
        Describe(failure.Error, side, failure.Bucket, side == StoreSide.Source ? options.Source.ServiceUrl : options.Destination.ServiceUrl);

    /// <param name="endpoint">Null: AWS.</param>
    public static ArchiveTransferException Describe(StoreError error, StoreSide side, string bucket, Uri? endpoint)
    {
        var words = side == StoreSide.Source ? "source" : "destination";
        var named = DisplayText.Quote(bucket);
        // Only scheme, host and port: whatever else was typed into a URL may be a secret.
        var at = endpoint is null ? "AWS" : DisplayText.Escape(endpoint.GetLeftPart(UriPartial.Authority).Replace(endpoint.UserInfo + "@", "", StringComparison.Ordinal));
        var said = $" The store said: {(error.StatusCode is { } status ? $"{status} " : "")}{DisplayText.Escape(error.Code)}{(error.Message.Length > 0 ? $", {Words(error)}" : "")}.";
        var (code, message) = error.Code switch
        {
            "NoSuchBucket" => (TransferErrorCodes.BucketNotFound, $"{side}.Bucket: there is no bucket {named} at {at}. Check its name, {side}.Region and {side}.ServiceUrl.{said}"),
            StoreErrorCodes.ConnectFailed => (
                TransferErrorCodes.EndpointUnreachable,
                $"The endpoint of the {words}, {at}, could not be reached: {Words(error)}. Check {side}.ServiceUrl and {side}.Region, the network, the proxy and the certificate."),
            StoreErrorCodes.ConnectionLost or StoreErrorCodes.AttemptTimeout => (
                TransferErrorCodes.EndpointUnreachable,
                $"The endpoint of the {words}, {at}, does not answer: {Words(error)}. Check that it speaks S3 under this scheme and port."),
            StoreErrorCodes.NoCredentials => (TransferErrorCodes.InvalidCredentials, DisplayText.Escape(error.Message, DisplayText.WholeMessage)),
            StoreErrorCodes.CredentialsPackageMissing => (TransferErrorCodes.CredentialsPackageMissing, DisplayText.Escape(error.Message, DisplayText.WholeMessage)),
            "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "InvalidToken" or "ExpiredToken" or "RequestTimeTooSkewed" => (
                TransferErrorCodes.InvalidCredentials,
                $"The credentials of the {words} are not valid for bucket {named} at {at}. Correct or renew them, and check the clock of this machine.{said}"),
            "AuthorizationHeaderMalformed" or "PermanentRedirect" or "TemporaryRedirect" or "IllegalLocationConstraintException" => (
                TransferErrorCodes.WrongRegion,
                error.BucketRegion is { } region
                    ? $"{side}.Region: bucket {named} is in region {DisplayText.Quote(region)}. Set {side}.Region to it.{said}"
                    : $"{side}.Region: bucket {named} is in another region. Set {side}.Region to the bucket's.{said}"),
            "AccessDenied" or "AllAccessDisabled" => (
                TransferErrorCodes.AccessDenied,
                $"The identity of the {words} may not list bucket {named} at {at}. Allow s3:ListBucket for it{(side == StoreSide.Source ? ", or set Source.Anonymous for a public bucket" : ", or set Overwrite to Always, which copies everything without looking")}.{said}"),
            StoreErrorCodes.EmptyAnswer or StoreErrorCodes.UnreadableAnswer => (
                side == StoreSide.Source ? TransferErrorCodes.SourceNotListable : TransferErrorCodes.DestinationNotListable,
                $"What answers for bucket {named} of the {words} at {at} is no S3 store, or something between changes its answers. Check {side}.ServiceUrl, and the proxy.{said}"),
            _ => (
                side == StoreSide.Source ? TransferErrorCodes.SourceNotListable : TransferErrorCodes.DestinationNotListable,
                $"Bucket {named} of the {words} at {at} could not be listed. {(error.Exhausted ? "Retries were spent on it; run again once the store is well." : $"Check {side}.ServiceUrl and {side}.Bucket.")}{said}"),
        };
        return new ArchiveTransferException(code, message);
    }

    /// <summary>For the middle of a sentence: most stores end theirs themselves.</summary>
    private static string Words(StoreError error) => DisplayText.Escape(error.Message.TrimEnd('.', ' '));
}
