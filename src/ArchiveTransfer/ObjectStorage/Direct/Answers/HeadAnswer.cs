using System.Globalization;
using System.Net.Http.Headers;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What the headers of an answer tell of an object.</summary>
internal static class HeadAnswer
{
    private const string Prefix = "x-amz-meta-";

    /// <param name="size">Of the whole object.</param>
    public static ObjectHead Read(in DirectAnswer answer, long size)
    {
        HttpResponseMessage response = answer.Response;
        (List<KeyValuePair<string, string>> metadata, int garbled) = Metadata(response.Headers.NonValidated);
        return new ObjectHead
        {
            Size = size,
            ETag = WrittenAnswer.Unquote(answer.Header("ETag")),
            LastModified = Time(AnswerHeaders.FindOfContent(response, "Last-Modified")),
            VersionId = answer.Header("x-amz-version-id"),
            StorageClass = answer.Header("x-amz-storage-class"),
            ServerSideEncryption = answer.Header("x-amz-server-side-encryption"),
            CustomerKey = answer.Header("x-amz-server-side-encryption-customer-algorithm") is not null,
            MissingMetadata = (Number(answer.Header("x-amz-missing-meta")) ?? 0) + garbled,
            TagCount = Number(answer.Header("x-amz-tagging-count")),
            Headers = new ObjectHeaders
            {
                ContentType = AnswerHeaders.FindOfContent(response, "Content-Type"),
                ContentEncoding = AnswerHeaders.FindOfContent(response, "Content-Encoding"),
                ContentDisposition = AnswerHeaders.FindOfContent(response, "Content-Disposition"),
                ContentLanguage = AnswerHeaders.FindOfContent(response, "Content-Language"),
                CacheControl = answer.Header("Cache-Control"),
                Expires = AnswerHeaders.FindOfContent(response, "Expires"),
                Metadata = metadata,
            },
        };
    }

    /// <summary>Values that are not UTF-8 cannot be sent on as they are; they count as not returned.</summary>
    private static (List<KeyValuePair<string, string>> Metadata, int Garbled) Metadata(HttpHeadersNonValidated headers)
    {
        List<KeyValuePair<string, string>> metadata = [];
        int garbled = 0;
        foreach ((string name, HeaderStringValues values) in headers)
        {
            if (name.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
            {
                string value = values.ToString();
                metadata.Add(KeyValuePair.Create(name[Prefix.Length..].ToLowerInvariant(), value));
                garbled += value.Contains('\uFFFD', StringComparison.Ordinal) ? 1 : 0;
            }
        }

        return (metadata, garbled);
    }

    private static int? Number(string? text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;

    private static DateTimeOffset? Time(string? text) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time) ? time : null;
}
