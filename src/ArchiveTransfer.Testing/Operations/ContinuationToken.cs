using System.Text;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Where a listing goes on, as a text that says nothing to the client. Two tokens for one place differ, as those of S3 do.</summary>
internal static class ContinuationToken
{
    private static int _serial;

    public static string Write(KeyBound bound)
    {
        var serial = Interlocked.Increment(ref _serial);
        return Convert.ToBase64String(Encoding.UTF8.GetBytes($"{serial}:{(int)bound.Kind}:{bound.Text}"));
    }

    public static KeyBound Read(string token)
    {
        var bytes = new byte[token.Length];
        if (Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.UTF8.GetString(bytes, 0, length).Split(':', 3) is [_, [>= '0' and <= '2' and var kind], var text])
        {
            return new KeyBound(text, (BoundKind)(kind - '0'));
        }

        throw S3Refusal.InvalidArgument("The continuation token provided is incorrect", "continuation-token", token);
    }
}
