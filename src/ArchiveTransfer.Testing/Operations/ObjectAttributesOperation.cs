using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>GetObjectAttributes: what is known of an object, by name of the attribute.</summary>
internal sealed class ObjectAttributesOperation(Access access, CustomerKeyReader keys)
{
    private const string Header = "x-amz-object-attributes";
    private const int MostParts = 1_000;

    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public S3Answer Get(S3Request request)
    {
        var asked = (request.Header(Header) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (asked.Length == 0 || !asked.All(Known.Contains))
        {
            throw S3Refusal.InvalidArgument("Invalid attribute name specified.", Header, request.Header(Header));
        }

        var bucket = access.Bucket(request, S3Rights.None);
        var found = access.ForReading(request, bucket);
        keys.CheckReading(request, found);
        var xml = new XmlText().Root("GetObjectAttributesResponse");
        if (asked.Contains("ETag"))
        {
            // The one answer of S3 with a naked ETag.
            xml.Element("ETag", found.ETag.ToString());
        }

        if (asked.Contains("Checksum") && found.Checksum is { } checksum)
        {
            xml.Open("Checksum")
                .Element(checksum.ElementName, checksum.Value.Split('-')[0])
                .Element("ChecksumType", checksum.Type)
                .Close("Checksum");
        }

        if (asked.Contains("ObjectParts"))
        {
            WriteParts(xml, request, found);
        }

        if (asked.Contains("StorageClass"))
        {
            xml.Element("StorageClass", found.Metadata.StorageClass ?? "STANDARD");
        }

        if (asked.Contains("ObjectSize"))
        {
            xml.Element("ObjectSize", found.Size);
        }

        List<KeyValuePair<string, string>> headers = [new("Last-Modified", found.LastModified.ToString("R", CultureInfo.InvariantCulture))];
        AnswerHeaders.AddVersion(headers, bucket, found);
        return new S3Answer
        {
            Headers = headers,
            Xml = xml.Close("GetObjectAttributesResponse").ToString(),
        };
    }

    // S3 tells parts one by one only where each has a checksum of its own.
    private static void WriteParts(XmlText xml, S3Request request, StoredObject found)
    {
        var parts = PartLayout.Of(found);
        if (parts.Count == 0)
        {
            return;
        }

        xml.Open("ObjectParts").Element("PartsCount", parts.Count);
        if (found.Checksum is { IsComposite: true } checksum)
        {
            var marker = IntHeader(request, "x-amz-part-number-marker", 0);
            var limit = Math.Min(IntHeader(request, "x-amz-max-parts", MostParts), MostParts);
            var rest = parts.Where(part => part.Number > marker).ToList();
            var shown = rest.Take(limit).ToList();
            xml.Element("PartNumberMarker", marker)
                .Element("NextPartNumberMarker", shown.Count > 0 ? shown[^1].Number : 0)
                .Element("MaxParts", limit)
                .Element("IsTruncated", shown.Count < rest.Count);
            foreach (var part in shown)
            {
                xml.Open("Part").Element("PartNumber", part.Number).Element("Size", part.Size).Optional(checksum.ElementName, part.Checksum).Close("Part");
            }
        }

        xml.Close("ObjectParts");
    }

    private static int IntHeader(S3Request request, string name, int otherwise)
    {
        if (request.Header(name) is not { } text)
        {
            return otherwise;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw S3Refusal.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }
}
