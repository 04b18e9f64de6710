using System.Net.Http.Headers;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Headers of an answer as they arrived, unparsed.</summary>
internal static class AnswerHeaders
{
    /// <summary>Null: it is missing or empty.</summary>
    public static string? Find(HttpResponseMessage response, string name) => Text(response.Headers.NonValidated, name);

    /// <summary>A header that HTTP counts to the content.</summary>
    public static string? FindOfContent(HttpResponseMessage response, string name) => Text(response.Content.Headers.NonValidated, name);

    private static string? Text(HttpHeadersNonValidated headers, string name) =>
        headers.TryGetValues(name, out HeaderStringValues values) && values.ToString() is { Length: > 0 } text ? text : null;
}
