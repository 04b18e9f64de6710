namespace ArchiveTransfer.Clients;

/// <summary>rclone with a remote made of environment variables and connection parameters.</summary>
internal sealed class RcloneClient(ClientProcess process) : ForeignClient
{
    public override Task PutAsync(string file, string bucket, string key) => RunAsync("copyto", file, Remote(bucket, key));

    public override Task PutInPartsAsync(string file, string bucket, string key) =>
        RunAsync("copyto", "--s3-upload-cutoff", $"{PartMiB}Mi", "--s3-chunk-size", $"{PartMiB}Mi", file, Remote(bucket, key));

    public override Task GetAsync(string bucket, string key, string file) => RunAsync("copyto", Remote(bucket, key), file);

    public override Task CopyAsync(string bucket, string key, string toBucket, string toKey) => RunAsync("copyto", Remote(bucket, key), Remote(toBucket, toKey));

    public override async Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix)
    {
        var keys = Lines(await RunAsync("lsf", "--recursive", "--files-only", "--s3-list-chunk", "2", Remote(bucket, "")));
        return [.. keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal))];
    }

    public override Task DeleteAsync(string bucket, string key) => RunAsync("deletefile", Remote(bucket, key));

    private static string Remote(string bucket, string key) => $"store:{bucket}/{key}";

    private Task<string> RunAsync(params string[] arguments) => process.RunAsync(["--config", "/dev/null", "--retries", "1", "--low-level-retries", "1", .. arguments]);
}
