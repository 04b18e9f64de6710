using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Operations;

namespace ArchiveTransfer.Testing.Seeding;

/// <summary>What a request asks for, whoever asks, whenever and by which signature: asked again it is the same.</summary>
internal static class RequestIdentity
{
    public static ulong Of(Exchange exchange)
    {
        var target = exchange.Target;
        var hash = StableHash.Start
            .Add((long)exchange.Operation)
            .Add(target.Bucket)
            .Add(target.Key)
            .Add(exchange.Http.Request.Headers.Range.ToString());
        foreach (var (name, value) in target.Query)
        {
            if (name == "continuation-token")
            {
                hash = hash.Add(name).Add(ContinuationToken.PlaceOf(value));
            }
            else if (!IsOfTheAttempt(name))
            {
                hash = hash.Add(name).Add(value);
            }
        }

        return hash.Value;
    }

    // Ids of uploads and versions are drawn in the order of arrival, and a presigned request names its time.
    private static bool IsOfTheAttempt(string parameter) =>
        parameter is "uploadId" or "upload-id-marker" or "versionId" or "version-id-marker" or "x-id" || parameter.StartsWith("X-Amz-", StringComparison.OrdinalIgnoreCase);
}
