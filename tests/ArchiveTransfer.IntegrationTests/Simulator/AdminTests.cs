using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Admin;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>The admin port as somebody with curl sees it.</summary>
public sealed class AdminTests : SimulatorTest
{
    [Fact]
    public async Task Without_the_token_nothing_is_told()
    {
        using var http = new HttpClient { BaseAddress = Simulator.AdminEndpoint };
        foreach (var header in (string?[])[null, "Bearer", "Bearer guessed", Simulator.AdminToken])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, "snapshot");
            request.Headers.TryAddWithoutValidation("Authorization", header);
            using var answer = await http.SendAsync(request, Cancellation);

            Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.DoesNotContain("requests", await answer.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Everything_is_made_seen_and_reset_with_json()
    {
        var identity = await SendAsync(HttpMethod.Post, "identities", """{"name":"publisher"}""");
        await SendAsync(HttpMethod.Post, "buckets", """{"name":"archive","owner":"SIMPUBLISHER","isPublic":true}""");
        await SendAsync(HttpMethod.Post, "virtual", """{"bucket":"archive","count":3,"keyPattern":"{0:D2}","size":10,"largestSize":20}""");
        using var raw = new RawClient(Simulator.Endpoint, null);
        await raw.SendAsync(HttpMethod.Get, "/archive/01", Cancellation);
        var snapshot = await SendAsync(HttpMethod.Get, "snapshot");
        var requests = await SendAsync(HttpMethod.Get, "requests");
        await SendAsync(HttpMethod.Post, "reset", "");
        var afterwards = await SendAsync(HttpMethod.Get, "snapshot");

        Assert.Equal("SIMPUBLISHER", identity.GetProperty("accessKey").GetString());
        Assert.Equal(["00", "01", "02"], Simulator.FindBucket("archive")!.Keys);
        Assert.Equal(1, snapshot.GetProperty("requests").GetProperty("GetObject").GetInt64());
        Assert.Equal(1, snapshot.GetProperty("timeline").EnumerateArray().Sum(static sample => sample.GetProperty("begun").GetInt64()));
        Assert.Equal("/archive/01", requests[0].GetProperty("rawTarget").GetString());
        Assert.Empty(afterwards.GetProperty("requests").EnumerateObject());
        Assert.Empty(Simulator.Requests);
    }

    [Fact]
    public async Task A_fault_written_by_hand_has_the_defaults_of_one_made_in_code()
    {
        var fault = await SendAsync(HttpMethod.Post, "faults", """{"kind":"error","times":1}""");
        using var raw = new RawClient(Simulator.Endpoint, Simulator.Owner);
        Assert.Equal(500, (await raw.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation)).Status);
        Assert.Equal(404, (await raw.SendAsync(HttpMethod.Get, "/bucket/a", Cancellation)).Status);

        var path = "faults/" + fault.GetProperty("id").GetInt64();
        await SendAsync(HttpMethod.Delete, path, expected: HttpStatusCode.NoContent);
        await SendAsync(HttpMethod.Delete, path, expected: HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_shape_written_by_hand_has_the_defaults_of_one_made_in_code()
    {
        var shape = await SendAsync(HttpMethod.Post, "shape", """{"latency":"00:00:00.001"}""");

        Assert.Equal("00:00:00.0010000", shape.GetProperty("latency").GetString());
        Assert.Equal(new S3Shaping().CopyBytesPerSecond, shape.GetProperty("copyBytesPerSecond").GetInt64());
        Assert.Empty(shape.GetProperty("operationLatency").EnumerateObject());
    }

    [Fact]
    public async Task A_shape_is_given_by_name_and_changed_by_what_is_beside_it()
    {
        var shape = await SendAsync(HttpMethod.Post, "shape", """{"name":"tokyo-virginia","writesPerSecond":9}""");

        Assert.Equal(S3Shaping.TokyoVirginia.DownloadBytesPerSecondPerConnection, shape.GetProperty("downloadBytesPerSecondPerConnection").GetInt64());
        Assert.Equal("00:00:00.2000000", shape.GetProperty("operationLatency").GetProperty("CopyObject").GetString());
        Assert.Equal(9, shape.GetProperty("writesPerSecond").GetInt32());
    }

    [Theory]
    [InlineData("buckets", """{"name":"bucket"}""", "There is a bucket 'bucket' already")]
    [InlineData("buckets", """{"name":"b","owner":"NOBODY"}""", "NOBODY")]
    [InlineData("buckets", """{"name":"b","colour":"red"}""", "colour")]
    [InlineData("buckets", "{}", "name")]
    [InlineData("buckets", """{"name":"b","defaultRetention":"-01:00:00"}""", "value")]
    [InlineData("buckets", """{"name":"b","defaultRetentionMode":"LOOSE"}""", "There is no mode 'LOOSE'")]
    [InlineData("buckets", "[]", "")]
    [InlineData("identities", "{", "")]
    [InlineData("virtual", """{"bucket":"bucket","count":-1,"keyPattern":"{0}","size":1}""", "count")]
    [InlineData("virtual", """{"bucket":"bucket","count":20,"keyPattern":"{0}","size":1}""", "must ascend")]
    [InlineData("virtual", """{"bucket":"bucket","count":2,"keyPattern":"{0:D2}","size":2,"largestSize":1}""", "largest")]
    [InlineData("grants", """{"bucket":"bucket","accessKey":"NOBODY"}""", "NOBODY")]
    [InlineData("faults", """{"kind":"earthquake"}""", "earthquake")]
    [InlineData("faults", "{}", "There is no fault")]
    [InlineData("shape", """{"latency":"soon"}""", "latency")]
    [InlineData("shape", "7", "JSON object")]
    [InlineData("shape", """{"name":"atlantis"}""", "There is no shape 'atlantis'")]
    [InlineData("shape", """{"name":7}""", "There is no shape '7'")]
    public async Task An_order_that_cannot_be_carried_out_is_a_400_with_the_reason(string path, string order, string reason)
    {
        var problem = await SendAsync(HttpMethod.Post, path, order, HttpStatusCode.BadRequest);

        Assert.Contains(reason, problem.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Null(Simulator.FindBucket("b"));
    }

    [Fact]
    public async Task What_there_is_not_is_a_404_that_says_what_there_is()
    {
        var problem = await SendAsync(HttpMethod.Get, "weather", expected: HttpStatusCode.NotFound);
        await SendAsync(HttpMethod.Get, "certificate.pem", expected: HttpStatusCode.NotFound);

        Assert.Contains("/snapshot", problem.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_is_handed_out()
    {
        await using var simulator = await S3Simulator.StartAsync(
            static options =>
            {
                options.UseTls = true;
                options.AdminPort = 0;
            },
            Cancellation);
        using var http = new HttpClient { BaseAddress = simulator.AdminEndpoint };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", simulator.AdminToken);

        Assert.Equal(simulator.CertificatePem, await http.GetStringAsync(new Uri("certificate.pem", UriKind.Relative), Cancellation));
    }

    [Fact]
    public async Task Without_an_admin_port_there_is_none()
    {
        await using var simulator = await S3Simulator.StartAsync(cancellationToken: Cancellation);

        Assert.Equal((null, null), (simulator.AdminEndpoint, simulator.AdminToken));
    }

    /// <summary>A property added later and forgotten here could not be set from another process.</summary>
    [Fact]
    public async Task Every_property_of_a_bucket_is_set_from_another_process()
    {
        foreach (var property in typeof(S3Bucket).GetProperties().Where(static property => property.SetMethod is { IsPublic: true }))
        {
            var name = JsonNamingPolicy.CamelCase.ConvertName(property.Name);
            var (written, expected) = property.GetValue(Bucket) switch
            {
                bool isOn => (isOn ? "false" : "true", (object)!isOn),
                string mode => ("\"COMPLIANCE\"", mode == "COMPLIANCE" ? "GOVERNANCE" : "COMPLIANCE"),
                _ => ("\"01:00:00\"", TimeSpan.FromHours(1)),
            };
            await SendAsync(HttpMethod.Post, "buckets", $$"""{"name":"{{name}}","{{name}}":{{written}}}""");

            Assert.Equal(expected, property.GetValue(Simulator.FindBucket(name)));
            Assert.Contains(typeof(S3SimulatorProcess).GetMethod(nameof(S3SimulatorProcess.AddBucketAsync))!.GetParameters(), parameter => parameter.Name == name);
        }
    }

    /// <summary>An option added later and forgotten here would be lost on the way to a process of its own.</summary>
    [Fact]
    public void Every_option_but_the_clock_crosses()
    {
        var options = new S3SimulatorOptions();
        var plain = JsonSerializer.Serialize(options, AdminJson.Default.S3SimulatorOptions);
        foreach (var property in typeof(S3SimulatorOptions).GetProperties().Where(static property => property.Name != nameof(S3SimulatorOptions.TimeProvider)))
        {
            var changed = new S3SimulatorOptions();
            if (property.GetValue(changed) is ICollection<string> names)
            {
                names.Add("PutObject");
            }
            else if (property.GetValue(changed) is IDictionary<string, int> statuses)
            {
                statuses.Add("x-amz-acl", 501);
            }
            else
            {
                property.SetValue(changed, Changed(property.PropertyType, property.GetValue(changed)));
            }

            var json = JsonSerializer.Serialize(changed, AdminJson.Default.S3SimulatorOptions);
            var arrived = JsonSerializer.Deserialize(json, AdminJson.Default.S3SimulatorOptions)!;

            Assert.NotEqual(plain, json);
            Assert.Equal(json, JsonSerializer.Serialize(arrived, AdminJson.Default.S3SimulatorOptions));
        }
    }

    protected override void Configure(S3SimulatorOptions options) => options.AdminPort = 0;

    private static object Changed(Type type, object? value) => type switch
    {
        _ when Nullable.GetUnderlyingType(type) is { } underlying => Changed(underlying, value ?? Activator.CreateInstance(underlying)),
        _ when type == typeof(bool) => !(bool)value!,
        _ when type == typeof(int) => (int)value! + 1,
        _ when type == typeof(long) => (long)value! + 1,
        _ when type == typeof(string) => value + "x",
        _ when type == typeof(TimeSpan) => (TimeSpan)value! + TimeSpan.FromSeconds(1),
        _ when type == typeof(S3Shaping) => new S3Shaping { Latency = TimeSpan.FromMilliseconds(1), OperationLatency = new Dictionary<string, TimeSpan> { ["PutObject"] = TimeSpan.FromSeconds(1) } },
        _ => throw new NotSupportedException($"Say here how to change an option of the type {type}."),
    };

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? body = null, HttpStatusCode expected = HttpStatusCode.OK)
    {
        using var http = new HttpClient { BaseAddress = Simulator.AdminEndpoint };
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Simulator.AdminToken);
        request.Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var answer = await http.SendAsync(request, Cancellation);
        Assert.Equal(expected, answer.StatusCode);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        return text.Length == 0 ? default : JsonDocument.Parse(text).RootElement;
    }
}
