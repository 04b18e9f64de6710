namespace ArchiveTransfer.Clients;

/// <summary>s5cmd, one command a process.</summary>
internal sealed class S5cmdClient(ClientProcess process) : ForeignClient
{
    public override Task PutAsync(string file, string bucket, string key) => RunAsync("cp", file, $"s3://{bucket}/{key}");

    public override Task PutInPartsAsync(string file, string bucket, string key) => RunAsync("cp", "--part-size", $"{PartMiB}", file, $"s3://{bucket}/{key}");

    public override Task GetAsync(string bucket, string key, string file) => RunAsync("cp", "--raw", $"s3://{bucket}/{key}", file);

    public override Task CopyAsync(string bucket, string key, string toBucket, string toKey) =>
        RunAsync("cp", "--raw", "--metadata-directive", "COPY", $"s3://{bucket}/{key}", $"s3://{toBucket}/{toKey}");

    public override async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        var root = $"s3://{bucket}/";
        return [.. Lines(await RunAsync("ls", "--show-fullpath", $"{root}{prefix}*")).Select(line => line[root.Length..])];
    }

    public override Task DeleteAsync(string bucket, string key) => RunAsync("rm", "--raw", $"s3://{bucket}/{key}");

    private Task<string> RunAsync(params string[] arguments) => process.RunAsync(["--retry-count", "0", .. arguments]);
}
