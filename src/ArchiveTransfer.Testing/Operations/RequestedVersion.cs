using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The version a request asks for.</summary>
internal static class RequestedVersion
{
    public const string Parameter = "versionId";

    /// <summary>Null: whichever is current.</summary>
    public static string? Of(S3Request request, Store store) => Check(request.Parameter(Parameter), store);

    public static string? Check(string? id, Store store) => id switch
    {
        null => null,
        "" => throw S3Refusal.InvalidArgument("Version id cannot be the empty string", Parameter, ""),
        _ when store.VersionIds.WasIssued(id) => id,
        _ => throw new S3Refusal(400, "InvalidArgument", "Invalid version id specified") { OnCeph = (404, "NoSuchKey") }.With("ArgumentName", Parameter).With("ArgumentValue", id),
    };

    /// <summary>Whoever writes gets a version; it cannot be chosen.</summary>
    public static void Refuse(S3Request request)
    {
        if (request.Operation is S3Operation.PutObject or S3Operation.CopyObject or S3Operation.CreateMultipartUpload or S3Operation.UploadPart or S3Operation.UploadPartCopy
            && request.Parameter(Parameter) is { } id)
        {
            throw S3Refusal.InvalidArgument("This operation does not accept a version-id.", Parameter, id);
        }
    }
}
