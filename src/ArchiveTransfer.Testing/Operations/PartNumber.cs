using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Numbers of parts, as parameters of a request and as places in an object.</summary>
internal static class PartNumber
{
    public const int Most = 10_000;

    public static int Of(S3Request request, bool isChecked = true) =>
        int.TryParse(request.Parameter("partNumber"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && (!isChecked || number is >= 1 and <= Most)
            ? number
            : throw S3Refusal.InvalidArgument("Part number must be an integer between 1 and 10000, inclusive", "partNumber", request.Parameter("partNumber"));

    /// <summary>Where the part of this number lies; an object that is not multipart is its own part 1.</summary>
    public static (ByteRange Range, ObjectPart Part) Find(StoredObject found, int number)
    {
        var parts = PartLayout.Of(found);
        if (parts.Count == 0 && number == 1)
        {
            return (new ByteRange(0, found.Size), new ObjectPart(1, found.Size));
        }

        var offset = 0L;
        foreach (var part in parts)
        {
            if (part.Number == number)
            {
                return (new ByteRange(offset, part.Size), part);
            }

            offset += part.Size;
        }

        throw new S3Refusal(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
            .With("PartNumberRequested", number.ToString(CultureInfo.InvariantCulture))
            .With("ActualPartCount", Math.Max(1, parts.Count).ToString(CultureInfo.InvariantCulture));
    }
}
