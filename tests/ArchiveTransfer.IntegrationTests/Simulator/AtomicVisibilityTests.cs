using System.Net.Sockets;
using System.Text;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class AtomicVisibilityTests : SimulatorTest
{
    [Fact]
    public async Task A_body_cut_short_leaves_the_old_object_intact()
    {
        Bucket.Put("key", Bytes("old"));
        using (var connection = await BeginPutAsync("key", announced: 1_000))
        {
            var stream = connection.GetStream();
            await stream.WriteAsync(new byte[500], Cancellation);
            connection.Client.Shutdown(SocketShutdown.Send);
            await Record.ExceptionAsync(() => stream.CopyToAsync(Stream.Null, Cancellation));
        }

        for (var i = 0; i < 2_000 && Simulator.Requests.Count == 0; i++)
        {
            await Task.Delay(50, Cancellation);
        }

        Assert.Equal("PutObject", Assert.Single(Simulator.Requests).Operation);
        Assert.NotEqual(200, Simulator.Requests[0].StatusCode);

        Assert.Equal(Bytes("old"), ContentOf(Bucket.Get("key")));
        Assert.Equal(["key"], Bucket.Keys);
    }

    [Fact]
    public async Task Nothing_is_visible_before_the_last_byte()
    {
        using var connection = await BeginPutAsync("key", announced: 1_000);
        await connection.GetStream().WriteAsync(new byte[999], Cancellation);
        await Task.Delay(100, Cancellation);
        Assert.Null(Bucket.Get("key"));

        await connection.GetStream().WriteAsync(new byte[1], Cancellation);
        using var answer = new StreamReader(connection.GetStream());
        Assert.Equal("HTTP/1.1 200 OK", await answer.ReadLineAsync(Cancellation));
        Assert.Equal(1_000, Bucket.Get("key")!.Size);
    }

    [Fact]
    public async Task Readers_see_one_version_or_the_other_while_it_is_replaced()
    {
        var versions = Enumerable.Range(0, 2).Select(static i => Enumerable.Repeat((byte)i, 300_000).ToArray()).ToArray();
        Bucket.IsPublic = true;
        Bucket.Put("key", versions[0]);
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; i < 50; i++)
                {
                    await raw.SendAsync(HttpMethod.Put, "/bucket/key", Cancellation, versions[i % 2]);
                }
            },
            Cancellation);

        using var http = new HttpClient();
        while (!writing.IsCompleted)
        {
            var read = await http.GetByteArrayAsync(new Uri(Simulator.Endpoint, "/bucket/key"), Cancellation);
            Assert.Equal(300_000, read.Length);
            Assert.Single(read.Distinct());
        }

        await writing;
    }

    private async Task<TcpClient> BeginPutAsync(string key, int announced)
    {
        Bucket.IsPublic = false;
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        using var request = raw.Create(HttpMethod.Put, "/bucket/" + key, [], RawClient.UnsignedPayload);
        var head = new StringBuilder().Append(System.Globalization.CultureInfo.InvariantCulture, $"PUT /bucket/{key} HTTP/1.1\r\nHost: {Simulator.Endpoint.Authority}\r\nContent-Length: {announced}\r\nConnection: close\r\n");
        foreach (var (name, values) in request.Headers)
        {
            head.Append(System.Globalization.CultureInfo.InvariantCulture, $"{name}: {string.Join(", ", values)}\r\n");
        }

        var connection = new TcpClient();
        await connection.ConnectAsync(Simulator.Endpoint.Host, Simulator.Endpoint.Port, Cancellation);
        await connection.GetStream().WriteAsync(Bytes(head.Append("\r\n").ToString()), Cancellation);
        return connection;
    }
}
