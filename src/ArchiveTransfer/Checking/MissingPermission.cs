using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>A refusal as what a policy has to allow, and to whom.</summary>
internal static class MissingPermission
{
    public static string ToList(ArchiveCollectionOptions options, StoreSide side) => Say(["s3:ListBucket"], BucketOf(LocationOf(options, side)), options, side);

    public static string ToRead(ArchiveCollectionOptions options) =>
        $"{Say(["s3:GetObject"], ObjectsOf(options.Source), options, StoreSide.Source)} For objects encrypted with a KMS key also kms:Decrypt on the key.";

    public static string ToWrite(ArchiveCollectionOptions options)
    {
        DestinationOptions destination = options.Destination;
        List<string> actions = ["s3:PutObject"];
        if (destination.Tags.Count > 0)
        {
            actions.Add("s3:PutObjectTagging");
        }

        if (destination.CannedAcl is not null)
        {
            actions.Add("s3:PutObjectAcl");
        }

        string said = Say(actions, ObjectsOf(destination), options, StoreSide.Destination);
        return destination.Encryption is { Algorithm: not "AES256" } ? $"{said} With a KMS key also kms:GenerateDataKey and kms:Decrypt on the key." : said;
    }

    public static string ToAbort(ArchiveCollectionOptions options) => Say(["s3:AbortMultipartUpload"], ObjectsOf(options.Destination), options, StoreSide.Destination);

    public static bool IsMeant(string code) => code == TransferErrorCodes.AccessDenied;

    private static string Say(IEnumerable<string> actions, string resource, ArchiveCollectionOptions options, StoreSide side)
    {
        string whose = side == StoreSide.Source
            ? options.Source.Anonymous ? "everybody, because Source.Anonymous is true" : "the identity of the source"
            : "the identity of the destination";
        return $"Missing: {string.Join(", ", actions)} on {DisplayText.Escape(resource)} for {whose}.";
    }

    private static S3LocationOptions LocationOf(ArchiveCollectionOptions options, StoreSide side) => side == StoreSide.Source ? options.Source : options.Destination;

    private static string BucketOf(S3LocationOptions location) => location.Bucket!.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) ? location.Bucket : $"arn:aws:s3:::{location.Bucket}";

    // Through an access point objects have a resource of their own.
    private static string ObjectsOf(S3LocationOptions location) =>
        $"{BucketOf(location)}/{(location.Bucket!.StartsWith("arn:", StringComparison.OrdinalIgnoreCase) ? "object/" : "")}{location.Prefix}*";
}
