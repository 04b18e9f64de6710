using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The upload and the part a request names.</summary>
internal static class UploadLookup
{
    private const int MostParts = 10_000;

    public static MultipartUpload Upload(S3Request request, S3Bucket bucket) =>
        bucket.Contents.FindUpload(request.Key, request.Parameter("uploadId")!) ?? throw S3Refusal.NoSuchUpload();

    public static int PartNumber(S3Request request) =>
        int.TryParse(request.Parameter("partNumber"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= MostParts
            ? number
            : throw S3Refusal.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
}
