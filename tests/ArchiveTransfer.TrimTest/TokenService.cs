using System.Collections.Concurrent;
using ArchiveTransfer.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer.TrimTest;

/// <summary>A token service that gives one identity to whoever asks for the role, so that credentials by role work without a network.</summary>
internal sealed class TokenService : IAsyncDisposable
{
    public const string RoleArn = "arn:aws:iam::123456789012:role/collector";

    private readonly WebApplication server;

    private TokenService(S3Identity identity)
    {
        WebApplicationBuilder builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        server = builder.Build();
        server.Run(context => AnswerAsync(context, identity));
    }

    /// <summary>The actions that were asked for.</summary>
    public ConcurrentQueue<string> Actions { get; } = new();

    public string Endpoint => server.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();

    public static async Task<TokenService> StartAsync(S3Identity identity)
    {
        var service = new TokenService(identity);
        await service.server.StartAsync();
        return service;
    }

    public ValueTask DisposeAsync() => server.DisposeAsync();

    private async Task AnswerAsync(HttpContext context, S3Identity identity)
    {
        using var reader = new StreamReader(context.Request.Body);
        string form = await reader.ReadToEndAsync();
        string action = form.Split('&').FirstOrDefault(static field => field.StartsWith("Action=", StringComparison.Ordinal))?["Action=".Length..] ?? "";
        Actions.Enqueue(action);
        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync($"""
            <{action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
              <{action}Result>
                <Credentials>
                  <AccessKeyId>{identity.AccessKey}</AccessKeyId>
                  <SecretAccessKey>{identity.SecretKey}</SecretAccessKey>
                  <SessionToken>{identity.SessionToken}</SessionToken>
                  <Expiration>2099-01-01T00:00:00Z</Expiration>
                </Credentials>
                <AssumedRoleUser><Arn>{RoleArn}/trimtest</Arn><AssumedRoleId>AROA:trimtest</AssumedRoleId></AssumedRoleUser>
              </{action}Result>
              <ResponseMetadata><RequestId>1</RequestId></ResponseMetadata>
            </{action}Response>
            """);
    }
}
