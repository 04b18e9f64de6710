using System.Collections.Concurrent;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using Amazon.Runtime;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// Two lines with known results, for a version nobody tried: one copy that succeeds and one of a missing key, against a stand-in on loopback, so
/// that no store sees them. Whoever sends another request or writes another line than the known ones is not used.
/// </summary>
internal static class S5cmdSelfTest
{
    private const string Bucket = "archivetransfer-self-test";

    /// <summary>Quotes, a wildcard, an escape of its own and letters beyond ASCII: what a change of the grammar would show in.</summary>
    private const string Key = "self'test*?[1]\\%20+é.zip";

    private static readonly string _source = S5cmdLine.Url(Bucket, Key);

    /// <returns>Null: passed; else what was not as expected.</returns>
    public static async ValueTask<string?> RunAsync(S5cmdTool tool, S5cmdSettings settings, CancellationToken cancellationToken)
    {
        string copied = S5cmdLine.Url(Bucket, "to/" + Key);
        string missing = S5cmdLine.Url(Bucket, "to/missing " + Key);
        var results = new ConcurrentDictionary<string, S5cmdEvent>(StringComparer.Ordinal);
        SelfTestStore store = SelfTestStore.Start(static request => !request.Contains("missing", StringComparison.Ordinal));
        await using ConfiguredAsyncDisposable storeLifetime = store.ConfigureAwait(false);
        var credentials = new ImmutableCredentials("archivetransfer", "self-test", null);
        S5cmdProcess process;
        try
        {
            process = S5cmdProcess.Start(
                tool.Path,
                S5cmdEnvironment.Arguments(workers: 2, requesterPays: false),
                // Through no proxy: the store is here.
                S5cmdEnvironment.For(credentials, "us-east-1", store.Endpoint, static name => name.EndsWith("PROXY", StringComparison.OrdinalIgnoreCase) ? null : Environment.GetEnvironmentVariable(name)),
                S5cmdSecrets.None,
                (_, output) =>
                {
                    if (output.Pair is { } pair)
                    {
                        results[pair] = output;
                    }

                    return default;
                },
                settings.EndTimeout);
        }
        catch (Win32Exception exception)
        {
            return $"it could not be started: {exception.Message}";
        }

        try
        {
            string flags = S5cmdCopyFlags.Of(tool, new DestinationOptions());
            await process.WriteAsync(S5cmdLine.Copy(flags, _source, copied)).ConfigureAwait(false);
            await process.WriteAsync(S5cmdLine.Copy(flags, _source, missing)).ConfigureAwait(false);
            process.CloseInput();
            await process.Ended.WaitAsync(settings.ProbeTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            return $"two lines were not answered within {settings.ProbeTimeout}";
        }
        catch (IOException)
        {
            return "it did not read its lines";
        }
        finally
        {
            await process.EndAsync().ConfigureAwait(false);
        }

        return Judge(tool, store, results.GetValueOrDefault(S5cmdLine.Pair(_source, copied)), results.GetValueOrDefault(S5cmdLine.Pair(_source, missing)));
    }

    private static string? Judge(S5cmdTool tool, SelfTestStore store, S5cmdEvent copied, S5cmdEvent missing)
    {
        if (copied.Kind != S5cmdEventKind.Success)
        {
            return "a copy that succeeded was not reported as one";
        }

        if (missing is not { Kind: S5cmdEventKind.Failure, Text: { } error } || S5cmdErrors.Read(error) is not { Code: "NoSuchKey", StatusCode: 404 })
        {
            return "a copy of a missing key was not reported as one";
        }

        if (store.Requests.Count != 2 || store.Requests.Any(static request => !request.StartsWith("PUT ", StringComparison.Ordinal)))
        {
            return "it sent other requests than one copy for each line";
        }

        return store.Requests.All(request => Uri.UnescapeDataString(Header(request, "x-amz-copy-source")).TrimStart('/') == $"{Bucket}/{Key}"
                && (Header(request, "x-amz-metadata-directive") == "COPY" || !tool.HasMetadataDirective))
            ? null
            : "its copies name another source, or would lose metadata";
    }

    private static string Header(string request, string name)
    {
        string? line = request.Split("\r\n").FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase));
        return line is null ? "" : line[(name.Length + 1)..].Trim();
    }
}
