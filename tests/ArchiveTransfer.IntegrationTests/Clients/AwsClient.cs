using System.Text.Json;

namespace ArchiveTransfer.Clients;

/// <summary>The AWS command line interface: its <c>s3</c> commands, and <c>s3api</c> where only that shows exact keys.</summary>
internal sealed class AwsClient(ClientProcess process) : ForeignClient
{
    public override Task PutAsync(string file, string bucket, string key) => RunAsync("s3", "cp", "--only-show-errors", file, $"s3://{bucket}/{key}");

    // Eight megabytes and more go up in parts by default.
    public override Task PutInPartsAsync(string file, string bucket, string key) => PutAsync(file, bucket, key);

    public override Task GetAsync(string bucket, string key, string file) => RunAsync("s3", "cp", "--only-show-errors", $"s3://{bucket}/{key}", file);

    public override Task CopyAsync(string bucket, string key, string toBucket, string toKey) =>
        RunAsync("s3", "cp", "--only-show-errors", $"s3://{bucket}/{key}", $"s3://{toBucket}/{toKey}");

    public override async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        var output = await RunAsync("s3api", "list-objects-v2", "--page-size", "2", "--bucket", bucket, "--prefix", prefix, "--query", "Contents[].Key", "--output", "json");
        return JsonSerializer.Deserialize<string[]>(output) ?? [];
    }

    public override Task DeleteAsync(string bucket, string key) => RunAsync("s3", "rm", "--only-show-errors", $"s3://{bucket}/{key}");

    // Version 1 and older versions 2 do not read an endpoint from the environment.
    private Task<string> RunAsync(params string[] arguments) => process.RunAsync(["--endpoint-url", process.Endpoint, .. arguments]);
}
