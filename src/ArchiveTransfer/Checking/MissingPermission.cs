using Amazon;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Checking;

/// <summary>A refusal as what a policy probably has to allow, and to whom. A store says 403 for other reasons too; those that options know of are named beside it.</summary>
internal static class MissingPermission
{
    public static string ToList(TransferRun run, StoreSide side) => Say(["s3:ListBucket"], BucketOf(run, side), run.Options, side);

    public static string ToListUploads(TransferRun run) => Say(["s3:ListBucketMultipartUploads"], BucketOf(run, StoreSide.Destination), run.Options, StoreSide.Destination);

    public static string ToRead(TransferRun run) =>
        $"{Say(["s3:GetObject"], ObjectsOf(run, StoreSide.Source), run.Options, StoreSide.Source)} For objects encrypted with a KMS key also kms:Decrypt on the key.";

    public static string ToWrite(TransferRun run)
    {
        DestinationOptions destination = run.Options.Destination;
        List<string> actions = ["s3:PutObject"];
        if (destination.Tags.Count > 0)
        {
            actions.Add("s3:PutObjectTagging");
        }

        if (destination.CannedAcl is not null)
        {
            actions.Add("s3:PutObjectAcl");
        }

        string said = Say(actions, ObjectsOf(run, StoreSide.Destination), run.Options, StoreSide.Destination);
        return destination.Encryption is { Algorithm: not "AES256" } ? $"{said} With a KMS key also kms:GenerateDataKey and kms:Decrypt on the key." : said;
    }

    public static string ToAbort(TransferRun run) => Say(["s3:AbortMultipartUpload"], ObjectsOf(run, StoreSide.Destination), run.Options, StoreSide.Destination);

    /// <summary>The store refused the identity, not what it sent, and did not merely fail.</summary>
    public static bool IsMeant(StoreError error, string code) => code == TransferErrorCodes.AccessDenied && error.StatusCode == 403;

    private static string Say(IEnumerable<string> actions, string resource, ArchiveCollectionOptions options, StoreSide side)
    {
        string whose = side == StoreSide.Source
            ? options.Source.Anonymous ? "everybody, because Source.Anonymous is true" : "the identity of the source"
            : "the identity of the destination";
        return $"Probably missing: {string.Join(", ", actions)} on {DisplayText.Escape(resource)} for {whose}.{OtherReason(options, side)}";
    }

    private static string OtherReason(ArchiveCollectionOptions options, StoreSide side) => (side, options) switch
    {
        (StoreSide.Destination, { Destination.ExpectedBucketOwner: { } owner }) => $" Or the bucket is not owned by {DisplayText.Quote(owner)}, which Destination.ExpectedBucketOwner demands.",
        (StoreSide.Source, { Source: { RequesterPays: false, Anonymous: false } }) => " Or the bucket lets requesters pay, and Source.RequesterPays is false.",
        _ => "",
    };

    private static string BucketOf(TransferRun run, StoreSide side)
    {
        (S3LocationOptions location, StoreAccess? access) = side == StoreSide.Source ? (run.Options.Source, run.SourceAccess) : ((S3LocationOptions)run.Options.Destination, run.DestinationAccess);
        return BucketName.IsArn(location.Bucket) ? location.Bucket! : $"arn:{PartitionOf(location.Region ?? access?.Region)}:s3:::{location.Bucket}";
    }

    private static string PartitionOf(string? region) => region is null ? "aws" : RegionEndpoint.GetBySystemName(region).PartitionName;

    // Through an access point objects have a resource of their own.
    private static string ObjectsOf(TransferRun run, StoreSide side)
    {
        S3LocationOptions location = side == StoreSide.Source ? run.Options.Source : run.Options.Destination;
        return $"{BucketOf(run, side)}/{(BucketName.IsArn(location.Bucket) ? "object/" : "")}{location.Prefix}*";
    }
}
