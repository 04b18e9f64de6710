using System.Diagnostics;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>One connection with a clock of its own: plain HttpClient, nothing of the simulator and nothing of the SDK takes part in the timing.</summary>
internal sealed class ShapeClient(S3Simulator simulator) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 1, UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };
    private readonly RequestSigner _signer = new(simulator.Owner);
    private readonly byte[] _buffer = new byte[128 * 1024];

    /// <summary>From just before the request goes out to the last byte of the answer, and the status.</summary>
    public async Task<(TimeSpan Time, int Status)> SendAsync(ShapeRequest asked)
    {
        using var request = new HttpRequestMessage(new HttpMethod(asked.Method), new Uri(simulator.Endpoint, asked.Path + (asked.Query.Length > 0 ? "?" + asked.Query : "")));
        _signer.Sign(request, asked.Path, asked.Query, asked.CopySource);
        if (asked.Body is { } length)
        {
            request.Content = new RepeatedBytes(length);
        }

        var start = Stopwatch.GetTimestamp();
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        await using var body = await response.Content.ReadAsStreamAsync();
        while (await body.ReadAsync(_buffer) > 0)
        {
        }

        return (Stopwatch.GetElapsedTime(start), (int)response.StatusCode);
    }

    /// <summary>The time of a request that must succeed.</summary>
    public async Task<TimeSpan> TimeAsync(ShapeRequest asked)
    {
        var (time, status) = await SendAsync(asked);
        return status is >= 200 and < 300 ? time : throw new InvalidOperationException($"{asked.Method} {asked.Path} was answered {status}.");
    }

    public void Dispose() => _http.Dispose();
}
