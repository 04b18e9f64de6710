using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>How keys are written into a listing: plain, or percent-encoded in one of two dialects.</summary>
internal sealed class ListingEncoding(string? encodingType, bool likeCeph)
{
    public bool IsUrl { get; } = encodingType switch
    {
        null or "" => false,
        "url" => true,
        _ => throw S3Refusal.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType),
    };

    public string Key(string key)
    {
        if (!IsUrl)
        {
            return key;
        }

        return likeCeph ? PercentEncoding.Encode(key) : PercentEncoding.Encode(key, kept: "/ ").Replace(' ', '+');
    }

    /// <summary>Prefix, StartAfter and Delimiter, which Ceph leaves alone.</summary>
    public string Echo(string text) => likeCeph ? text : Key(text);
}
