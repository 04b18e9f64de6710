using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Clients;

/// <summary>s3cmd, which signs with version 4 by itself once a region is known.</summary>
internal sealed class S3cmdClient(ClientProcess process, S3Simulator store, DirectoryInfo home) : ForeignClient
{
    public override Task PutAsync(string file, string bucket, string key) => RunAsync("put", file, $"s3://{bucket}/{key}");

    public override Task PutInPartsAsync(string file, string bucket, string key) =>
        RunAsync("put", $"--multipart-chunk-size-mb={PartMiB}", file, $"s3://{bucket}/{key}");

    public override Task GetAsync(string bucket, string key, string file) => RunAsync("get", "--force", $"s3://{bucket}/{key}", file);

    public override Task CopyAsync(string bucket, string key, string toBucket, string toKey) =>
        RunAsync("cp", $"s3://{bucket}/{key}", $"s3://{toBucket}/{toKey}");

    public override async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        var root = $"s3://{bucket}/";
        var lines = Lines(await RunAsync("ls", "--recursive", root + prefix));
        return [.. lines.Select(line => line[(line.IndexOf(root, StringComparison.Ordinal) + root.Length)..])];
    }

    public override Task DeleteAsync(string bucket, string key) => RunAsync("del", $"s3://{bucket}/{key}");

    private Task<string> RunAsync(params string[] arguments) => process.RunAsync(
    [
        store.CertificatePem is null ? "--no-ssl" : "--ca-certs=" + CertificateFile(home), $"--host={store.Endpoint.Authority}", $"--host-bucket={store.Endpoint.Authority}", "--region=us-east-1", "--no-progress", .. arguments,
    ]);
}
