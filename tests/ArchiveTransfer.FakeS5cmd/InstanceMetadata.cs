using System.Globalization;
using System.Net;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>The service that credentials are asked of where the environment has none.</summary>
internal static class InstanceMetadata
{
    private static readonly HttpStatusCode[] Warned = [HttpStatusCode.Forbidden, HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed];

    /// <summary>Asks for a token and says in words, on stdout, that there is none; a service that is not there is passed over.</summary>
    public static async Task WarnAsync(Surroundings surroundings, Reporter reporter)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(1) };
        using var content = new ByteArrayContent([]);
        try
        {
            using var response = await client.PutAsync(new Uri($"{surroundings.MetadataEndpoint.TrimEnd('/')}/latest/api/token"), content);
            if (Warned.Contains(response.StatusCode))
            {
                var status = string.Create(CultureInfo.InvariantCulture, $"\tstatus code: {(int)response.StatusCode}, request id: ");
                var date = TimeProvider.System.GetLocalNow().ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture);
                reporter.Plain(
                    $"{date} WARN: failed to get session token, falling back to IMDSv1: {(int)response.StatusCode} {response.ReasonPhrase}: {response.ReasonPhrase}\n{status}\n"
                    + $"caused by: EC2MetadataError: failed to make EC2Metadata request\n{await response.Content.ReadAsStringAsync()}\n{status}");
            }
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            // Nobody is there.
        }
    }
}
