using System.Text.RegularExpressions;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Simulator;

/// <summary>A simulator, its bucket, and requests whose answers fit into a line.</summary>
internal sealed partial class StoreSwitchSession(S3Simulator simulator, CancellationToken cancellationToken) : IDisposable
{
    public S3Simulator Simulator => simulator;

    public S3Bucket Bucket { get; } = simulator.AddBucket("bucket");

    public RawClient Raw { get; } = new(simulator.Endpoint, simulator.Owner);

    public void Put(params string[] keys)
    {
        foreach (var key in keys)
        {
            Bucket.Put(key, "content"u8.ToArray());
        }
    }

    /// <summary>Status, and the code of an error.</summary>
    public async Task<string> AskAsync(HttpMethod method, string target, string? body = null, params (string Name, string Value)[] headers)
    {
        var (status, answer) = await ReadAsync(method, target, body, headers);
        return $"{status} {Element(answer, "Code")}".TrimEnd();
    }

    /// <summary>The text of an element of the answer.</summary>
    public async Task<string> AskForAsync(string element, HttpMethod method, string target, string? body = null, params (string Name, string Value)[] headers) =>
        Element((await ReadAsync(method, target, body, headers)).Body, element) ?? "none";

    /// <summary>The value of a header of the answer.</summary>
    public async Task<string> AskForHeaderAsync(string header, HttpMethod method, string target, params (string Name, string Value)[] headers)
    {
        using var request = Raw.Create(method, target, null, null, headers);
        using var response = await Raw.SendAsync(request, cancellationToken);
        return response.Headers.NonValidated.TryGetValues(header, out var values) || response.Content.Headers.NonValidated.TryGetValues(header, out values) ? values.ToString() : "none";
    }

    public async Task<(int Status, string Body)> ReadAsync(HttpMethod method, string target, string? body = null, params (string Name, string Value)[] headers) =>
        await Raw.SendAsync(method, target, cancellationToken, body is null ? null : System.Text.Encoding.UTF8.GetBytes(body), null, headers);

    public Task<string> CopyAsync(params (string Name, string Value)[] headers) => AskAsync(HttpMethod.Put, "/bucket/copy", null, [("x-amz-copy-source", "bucket/a"), .. headers]);

    public async Task<string> CreateUploadAsync(params (string Name, string Value)[] headers) => await AskForAsync("UploadId", HttpMethod.Post, "/bucket/a?uploads", null, headers);

    /// <summary>Parts of these contents, numbered from 1.</summary>
    public async Task<(string Id, string[] ETags)> UploadAsync(params string[] parts)
    {
        var id = await CreateUploadAsync();
        var etags = new string[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            using var request = Raw.Create(HttpMethod.Put, $"/bucket/a?partNumber={i + 1}&uploadId={id}", System.Text.Encoding.UTF8.GetBytes(parts[i]));
            using var response = await Raw.SendAsync(request, cancellationToken);
            etags[i] = response.Headers.ETag!.Tag;
        }

        return (id, etags);
    }

    public static string Parts(params (int Number, string ETag)[] parts) =>
        $"<CompleteMultipartUpload>{string.Concat(parts.Select(static part => $"<Part><PartNumber>{part.Number}</PartNumber><ETag>{part.ETag}</ETag></Part>"))}</CompleteMultipartUpload>";

    public Task<string> CompleteAsync(string id, params (int Number, string ETag)[] parts) => AskAsync(HttpMethod.Post, $"/bucket/a?uploadId={id}", Parts(parts));

    public void Dispose() => Raw.Dispose();

    private static string? Element(string xml, string name)
    {
        var match = Regex.Match(xml, $"<{name}(?: [^>]*)?>([^<]*)</{name}>");
        return match.Success ? match.Groups[1].Value : null;
    }
}
