using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>How keys are written into a listing: plain, or percent-encoded in one of two dialects.</summary>
internal sealed class ListingEncoding(string? encodingType, S3SimulatorOptions options)
{
    /// <summary>What Ceph leaves alone besides the unreserved characters.</summary>
    private const string PlainInCeph = "!$'()*|";

    public bool IsUrl { get; } = encodingType switch
    {
        null or "" => false,
        "url" => true,
        _ when !options.ChecksListingParameters => false,
        _ => throw S3Refusal.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", encodingType),
    };

    public string Key(string key)
    {
        if (!IsUrl)
        {
            return key;
        }

        return options.EncodesListingsLikeCeph ? PercentEncoding.Encode(key, PlainInCeph) : PercentEncoding.Encode(key, kept: "/ ").Replace(' ', '+');
    }

    /// <summary>A common prefix, in which Ceph keeps the slashes.</summary>
    public string Prefix(string common) => IsUrl && options.EncodesListingsLikeCeph ? PercentEncoding.Encode(common, PlainInCeph + "/") : Key(common);

    /// <summary>Prefix, StartAfter and Delimiter, which Ceph leaves alone.</summary>
    public string Echo(string text) => options.EncodesListingsLikeCeph ? text : Key(text);
}
