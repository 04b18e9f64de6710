using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The upload and the part a request names.</summary>
internal static class UploadLookup
{
    private const int MostParts = 10_000;

    public static MultipartUpload Upload(S3Request request, S3Bucket bucket) =>
        bucket.Contents.FindUpload(request.Key, request.Parameter("uploadId")!) ?? throw S3Refusal.NoSuchUpload(request.Operation);

    public static int PartNumber(S3Request request, bool isChecked) =>
        int.TryParse(request.Parameter("partNumber"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && (!isChecked || number is >= 1 and <= MostParts)
            ? number
            : throw S3Refusal.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive");
}
