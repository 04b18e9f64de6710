using System.Net.Http.Headers;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Simulator;

/// <summary>What tests of faults have in common: answers as they came, with their headers.</summary>
public abstract class FaultTest : SimulatorTest
{
    protected const string Copy = "x-amz-copy-source";

    internal RawClient Raw() => new(Simulator.Endpoint, Simulator.Owner);

    /// <summary>Status, headers and body of one request by the owner.</summary>
    private protected async Task<FaultAnswer> SendAsync(string method, string target, byte[]? body = null, params (string Name, string Value)[] headers)
    {
        using var raw = Raw();
        using var request = raw.Create(new HttpMethod(method), target, body, null, headers);
        using var response = await raw.SendAsync(request, Cancellation);
        return new FaultAnswer((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(Cancellation), response.Headers, response.Content.Headers);
    }

    /// <summary>A copy of a to b.</summary>
    private protected Task<FaultAnswer> CopyAsync() => SendAsync("PUT", "/bucket/b", null, (Copy, "bucket/a"));

    private protected async Task<string> BeginUploadAsync(string key) =>
        (await SendAsync("POST", $"/bucket/{key}?uploads")).Text.Split("<UploadId>")[1].Split('<')[0];

    private protected Task<FaultAnswer> CompleteAsync(string key, string upload, string etag) => SendAsync(
        "POST",
        $"/bucket/{key}?uploadId={upload}",
        Bytes($"<CompleteMultipartUpload><Part><PartNumber>1</PartNumber><ETag>{etag}</ETag></Part></CompleteMultipartUpload>"));

    protected void PutMany(params string[] keys)
    {
        foreach (var key in keys)
        {
            Bucket.Put(key, Bytes("x"));
        }
    }

    private protected sealed record FaultAnswer(int Status, byte[] Body, HttpResponseHeaders Headers, HttpContentHeaders ContentHeaders)
    {
        public string Text => System.Text.Encoding.UTF8.GetString(Body);

        public string Header(string name) => string.Join(',', Headers.GetValues(name));
    }
}
