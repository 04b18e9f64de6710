using ArchiveTransfer.Simulator;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Conformance;

/// <summary>Empties a bucket, hostile keys and unfinished uploads included.</summary>
internal sealed class BucketCleaner(Uri endpoint, S3Identity owner) : IDisposable
{
    private readonly RawClient _client = new(endpoint, owner);

    public async Task EmptyAsync(string bucket, CancellationToken cancellationToken)
    {
        var versions = (await ReadAsync($"/{bucket}?versions&encoding-type=url", cancellationToken)).Xml?.Elements().Where(static element => element.Name.LocalName is "Version" or "DeleteMarker") ?? [];
        foreach (var version in versions)
        {
            var fields = version.Elements().ToDictionary(static field => field.Name.LocalName, static field => field.Value, StringComparer.Ordinal);
            await _client.SendAsync(HttpMethod.Delete, $"/{bucket}/{Recoded(fields["Key"])}?versionId={fields["VersionId"]}", cancellationToken);
        }

        var uploads = (await ReadAsync($"/{bucket}?uploads&encoding-type=url", cancellationToken)).Xml?.Elements().Where(static element => element.Name.LocalName == "Upload") ?? [];
        foreach (var upload in uploads)
        {
            var fields = upload.Elements().ToDictionary(static field => field.Name.LocalName, static field => field.Value, StringComparer.Ordinal);
            await _client.SendAsync(HttpMethod.Delete, $"/{bucket}/{Recoded(fields["Key"])}?uploadId={fields["UploadId"]}", cancellationToken);
        }
    }

    public void Dispose() => _client.Dispose();

    private static string Recoded(string key) => RawClient.Encode(Uri.UnescapeDataString(key.Replace('+', ' ')));

    private async Task<ConformanceAnswer> ReadAsync(string target, CancellationToken cancellationToken)
    {
        using var request = _client.Create(HttpMethod.Get, target);
        using var response = await _client.SendAsync(request, cancellationToken);
        return await ConformanceAnswer.ReadAsync(response, cancellationToken);
    }
}
