using System.Globalization;
using System.Net;
using System.Text;
using ArchiveTransfer.Benchmarks.InMemory;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>One page of a listing, as S3 answers it and as it is meant.</summary>
internal sealed class ListingPage
{
    public const int Count = 1_000;

    private const string NextToken = "1ueGcxLPRx1Tr/XYExHnhbYLgveDs2J/wm36Hy4vbOwM=";

    private ListingPage(byte[] xml, ListedObject[] objects) => (Xml, Objects) = (xml, objects);

    public byte[] Xml { get; }

    public IReadOnlyList<ListedObject> Objects { get; }

    public static ListingPage Create(ListedKeys keys)
    {
        bool isEncoded = keys != ListedKeys.Entities;
        var xml = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>data.binance.vision</Name><Prefix>data/spot/</Prefix>
            """);
        xml.Append(CultureInfo.InvariantCulture, $"<NextContinuationToken>{NextToken}</NextContinuationToken><KeyCount>{Count}</KeyCount><MaxKeys>{Count}</MaxKeys>");
        xml.Append(isEncoded ? "<EncodingType>url</EncodingType>" : "").Append("<IsTruncated>true</IsTruncated>");
        ListedObject[] objects = [.. ArchiveKeys.Create(Count).Select((key, index) => Object(Dress(key, keys), index))];
        foreach (ListedObject item in objects)
        {
            string key = isEncoded ? string.Join('/', item.Key.Split('/').Select(WebUtility.UrlEncode)) : WebUtility.HtmlEncode(item.Key);
            xml.Append(
                CultureInfo.InvariantCulture,
                $"<Contents><Key>{key}</Key><LastModified>{item.LastModified:yyyy-MM-dd'T'HH:mm:ss.fff}Z</LastModified><ETag>&quot;{item.ETag}&quot;</ETag><Size>{item.Size}</Size><StorageClass>{item.StorageClass}</StorageClass></Contents>");
        }

        return new ListingPage(Encoding.UTF8.GetBytes(xml.Append("</ListBucketResult>").ToString()), objects);
    }

    /// <summary>Throws unless a reader found all of it.</summary>
    public void Check(string reader, ObjectPage read)
    {
        if (read.NextToken != NextToken || !read.Objects.SequenceEqual(Objects))
        {
            ListedObject wrong = read.Objects.Zip(Objects).FirstOrDefault(static pair => pair.First != pair.Second).First;
            throw new InvalidOperationException($"{reader} read {read.Objects.Count} objects, wrong from {wrong}, and the token {read.NextToken}.");
        }
    }

    private static ListedObject Object(string key, int index) =>
        new(key, 1_000_000 + (index * 7_919), $"{index:x8}372bb6826bd81d3542a419d6", new DateTimeOffset(2021, 3, 5, 4, 0, 0, TimeSpan.Zero).AddSeconds(index), "STANDARD");

    private static string Dress(string key, ListedKeys keys) => keys switch
    {
        ListedKeys.Plain => key,
        ListedKeys.PercentEncoded => key.Replace("klines", "Kerzen täglich+日足", StringComparison.Ordinal),
        _ => key.Replace("klines", "klines & <trades>", StringComparison.Ordinal),
    };
}
