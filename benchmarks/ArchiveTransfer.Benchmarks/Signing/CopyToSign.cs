using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage.Direct;

namespace ArchiveTransfer.Benchmarks.Signing;

/// <summary>A server-side copy as it stands before it is signed: what every signer of the comparison is given.</summary>
internal sealed record CopyToSign
{
    public const string Method = "PUT";
    public const string Region = "eu-central-1";
    public const string Host = "store.example:9000";
    public const string Bucket = "lake";
    public const string Key = "raw/binance/data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2021-03-04.zip";

    public required ImmutableCredentials Credentials { get; init; }

    /// <summary>Names in lower case; host, time, payload and session token are the signer's.</summary>
    public IReadOnlyList<SignedHeader> Headers { get; } =
    [
        new("x-amz-copy-source", "data.binance.vision/data/spot/daily/klines/BTCUSDT/1m/BTCUSDT-1m-2021-03-04.zip"),
        new("x-amz-copy-source-if-match", "\"9e107d9d372bb6826bd81d3542a419d6\""),
        new("x-amz-metadata-directive", "COPY"),
        new("x-amz-tagging-directive", "COPY"),
    ];

    /// <summary>With a token about as long as those of a role.</summary>
    public static CopyToSign Create(bool sessionToken) => new()
    {
        Credentials = new ImmutableCredentials(
            "ASIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            sessionToken ? string.Concat(Enumerable.Repeat("IQoJb3JpZ2luX2VjEXAMPLE/+//////wEaDGV1LWNlbnRyYWwtMSJH", 14)) : null),
    };
}
