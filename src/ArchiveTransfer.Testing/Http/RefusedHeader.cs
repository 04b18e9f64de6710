using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>Refuses requests with a header that the store is said not to know.</summary>
internal static class RefusedHeader
{
    public static void Check(IDictionary<string, int> refused, string operation, IHeaderDictionary headers)
    {
        foreach (var (name, value) in headers)
        {
            if (refused.TryGetValue(name, out var status)
                || refused.TryGetValue($"{operation}:{name}", out status)
                || refused.TryGetValue($"{name}={value}", out status))
            {
                throw status == 501
                    ? new S3Refusal(501, "NotImplemented", $"Header '{name.ToLowerInvariant()}' with value '{value}' not implemented")
                    : new S3Refusal(status, "InvalidArgument", $"The header '{name.ToLowerInvariant()}' with the value '{value}' is not supported.");
            }
        }
    }
}
