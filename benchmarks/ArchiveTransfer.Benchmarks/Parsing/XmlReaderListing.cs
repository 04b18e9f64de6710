using System.Globalization;
using System.Net;
using System.Xml;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>A listing read with <see cref="XmlReader"/>, forward only, into the same records.</summary>
internal static class XmlReaderListing
{
    private static readonly XmlReaderSettings Settings = new() { IgnoreWhitespace = true, DtdProcessing = DtdProcessing.Prohibit };

    public static ObjectPage Read(byte[] body)
    {
        using var stream = new MemoryStream(body, writable: false);
        using XmlReader xml = XmlReader.Create(stream, Settings);
        var objects = new List<ListedObject>(ListingPage.Count);
        string? token = null;
        bool isTruncated = false;
        bool isEncoded = false;
        xml.ReadStartElement("ListBucketResult");
        while (xml.IsStartElement())
        {
            switch (xml.LocalName)
            {
                case "Contents":
                    objects.Add(ReadObject(xml, isEncoded));
                    break;
                case "IsTruncated":
                    isTruncated = xml.ReadElementContentAsBoolean();
                    break;
                case "NextContinuationToken":
                    token = xml.ReadElementContentAsString();
                    break;
                case "EncodingType":
                    // S3 says it before the first key.
                    isEncoded = xml.ReadElementContentAsString() == "url";
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        xml.ReadEndElement();
        return new ObjectPage(objects, isTruncated ? token : null);
    }

    private static ListedObject ReadObject(XmlReader xml, bool isEncoded)
    {
        string key = "";
        long size = -1;
        string? eTag = null;
        DateTimeOffset? modified = null;
        string? storageClass = null;
        xml.ReadStartElement();
        while (xml.IsStartElement())
        {
            switch (xml.LocalName)
            {
                case "Key":
                    string text = xml.ReadElementContentAsString();
                    key = isEncoded ? WebUtility.UrlDecode(text) : text;
                    break;
                case "LastModified":
                    modified = DateTimeOffset.Parse(xml.ReadElementContentAsString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
                    break;
                case "ETag":
                    eTag = xml.ReadElementContentAsString().Trim('"');
                    break;
                case "Size":
                    size = xml.ReadElementContentAsLong();
                    break;
                case "StorageClass":
                    storageClass = xml.ReadElementContentAsString();
                    break;
                default:
                    xml.Skip();
                    break;
            }
        }

        xml.ReadEndElement();
        return key.Length > 0 && size >= 0 ? new ListedObject(key, size, eTag, modified, storageClass) : throw new InvalidDataException("An object without a key or a size.");
    }
}
