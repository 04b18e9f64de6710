using System.Diagnostics;
using System.Reflection;
using System.Text.Json.Nodes;
using ArchiveTransfer.Collection;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Identity;

/// <summary>Collections in a process of their own, with an environment and shared AWS files of their own.</summary>
public abstract class ChildTest : CollectionTest
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("archivetransfer-test-");

    /// <summary>Variables of the child, beside those that name its files.</summary>
    protected Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["AWS_EC2_METADATA_DISABLED"] = "true", ["AWS_REGION"] = "us-east-1" };

    private static string Program => typeof(ChildTest).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static attribute => attribute.Key == "TrimTest").Value!;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _home.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Where a file of this name lies beside the shared ones.</summary>
    protected string PathOf(string name) => Path.Combine(_home.FullName, name);

    protected string WriteFile(string name, string content)
    {
        // Whole or not at all: a child may read it at this moment, and several requests may have it written.
        string whole = PathOf($"{name}.{Guid.NewGuid():N}");
        File.WriteAllText(whole, content);
        File.Move(whole, PathOf(name), overwrite: true);
        return PathOf(name);
    }

    protected void WriteKeys(S3Identity identity, string profile = "keys") => WriteFile(
        "credentials",
        $"""
        [{profile}]
        aws_access_key_id = {identity.AccessKey}
        aws_secret_access_key = {identity.SecretKey}
        {(identity.SessionToken is { } token ? $"aws_session_token = {token}" : "")}

        """);

    /// <summary>Collects the publisher's bucket into the collector's; returns how it ended and everything that was said.</summary>
    protected async Task<(string Outcome, string Said)> CollectInChildAsync(Action<JsonObject>? destination = null)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Credential processes of these tests are written for sh.");
        var options = new JsonObject
        {
            ["Source"] = new JsonObject { ["Bucket"] = Source.Name, ["ServiceUrl"] = Simulator.Endpoint.ToString(), ["Anonymous"] = true },
            ["Destination"] = new JsonObject { ["Bucket"] = Lake.Name, ["ServiceUrl"] = Simulator.Endpoint.ToString() },
            ["OperationMode"] = "DirectSync",
            ["MaxConcurrency"] = 4,
        };
        destination?.Invoke(options["Destination"]!.AsObject());

        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [Program, "collect"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(static name => name.StartsWith("AWS_", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = _home.FullName;
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["AWS_CONFIG_FILE"] = File.Exists(PathOf("config")) ? PathOf("config") : WriteFile("config", "");
        start.Environment["AWS_SHARED_CREDENTIALS_FILE"] = File.Exists(PathOf("credentials")) ? PathOf("credentials") : WriteFile("credentials", "");
        foreach ((string name, string value) in Variables)
        {
            start.Environment[name] = value;
        }

        using Process child = Process.Start(start)!;
        try
        {
            Task<string> output = child.StandardOutput.ReadToEndAsync(Cancellation);
            Task<string> errors = child.StandardError.ReadToEndAsync(Cancellation);
            await child.StandardInput.WriteAsync(options.ToJsonString());
            child.StandardInput.Close();
            await child.WaitForExitAsync(Cancellation).WaitAsync(Patience, Cancellation);
            string said = $"{await output}\n{await errors}";
            string? outcome = said.Split('\n').LastOrDefault(static line => line.StartsWith("outcome ", StringComparison.Ordinal));
            Assert.True(outcome is not null, said);
            return (outcome["outcome ".Length..].Trim(), said);
        }
        finally
        {
            if (!child.HasExited)
            {
                child.Kill();
            }
        }
    }
}
