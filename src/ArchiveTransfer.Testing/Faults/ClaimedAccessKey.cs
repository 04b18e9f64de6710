using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Who a request says has signed it; nothing of it is checked.</summary>
internal static class ClaimedAccessKey
{
    private const string Credential = "Credential=";

    public static string? Of(Exchange exchange)
    {
        var scope = exchange.Target.Parameter("X-Amz-Credential");
        if (scope is null)
        {
            var header = exchange.Http.Request.Headers.Authorization.ToString();
            var at = header.IndexOf(Credential, StringComparison.Ordinal);
            scope = at < 0 ? null : header[(at + Credential.Length)..];
        }

        return scope?.Split('/', 2)[0];
    }
}
