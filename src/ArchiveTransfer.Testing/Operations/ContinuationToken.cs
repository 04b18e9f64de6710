using System.Globalization;
using System.Text;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Where a listing goes on, as a text that says nothing to the client.</summary>
internal static class ContinuationToken
{
    /// <summary>A token and the one it was answered to differ even where both stand for one place, as those of S3 do: each counts the pages before it.</summary>
    public static string Write(KeyBound bound, string? answeredTo)
    {
        var page = answeredTo is null ? 1 : Parse(answeredTo).Page + 1;
        return Convert.ToBase64String(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{page}:{(int)bound.Kind}:{bound.Text}")));
    }

    public static KeyBound Read(string token) => Parse(token).Bound;

    /// <summary>The place without the number of the page; of a token that is none the token itself.</summary>
    public static string PlaceOf(string token) => Split(token) is [_, var kind, var text] ? kind + text : token;

    private static (int Page, KeyBound Bound) Parse(string token) =>
        Split(token) is [var number, [>= '0' and <= '2' and var kind], var text] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var page)
            ? (page, new KeyBound(text, (BoundKind)(kind - '0')))
            : throw S3Refusal.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);

    private static string[] Split(string token)
    {
        var bytes = new byte[token.Length];
        return Convert.TryFromBase64String(token, bytes, out var length) ? Encoding.UTF8.GetString(bytes, 0, length).Split(':', 3) : [];
    }
}
