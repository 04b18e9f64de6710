using System.Text;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>What a person needs to use the store: lines starting with a number sign to read, the others to paste into a shell.</summary>
internal static class Announcement
{
    public static string Write(S3Simulator simulator, SimulatorSettings settings)
    {
        var text = new StringBuilder();
        Line($"# S3 simulator at {Address(simulator.Endpoint)}, seed {settings.Seed}, process {Environment.ProcessId}. Ctrl-C or SIGTERM stops it; nothing is kept.");
        foreach (string name in settings.Buckets.Concat(settings.PublicBuckets).Concat(settings.MadeUp.Select(static rule => rule.Bucket)).Distinct())
        {
            Line($"# Bucket {name}{(simulator.FindBucket(name)!.IsPublic ? ", public" : "")}: {Contents(settings, name)}");
        }

        if (settings is { UsesTls: true, Certificate: null })
        {
            Line($"# Clients have to trust its certificate: have it written with --certificate FILE{(simulator.AdminEndpoint is null ? "" : ", or get /certificate.pem of the admin port")}.");
        }

        Line($"export AWS_ENDPOINT_URL_S3={Address(simulator.Endpoint)}");
        Line($"export AWS_ACCESS_KEY_ID={simulator.Owner.AccessKey}");
        Line($"export AWS_SECRET_ACCESS_KEY={simulator.Owner.SecretKey}");
        Line("export AWS_REGION=us-east-1");
        if (settings.Certificate is { } file)
        {
            Line($"export AWS_CA_BUNDLE={Quote(Path.GetFullPath(file))}");
        }

        if (simulator.AdminEndpoint is { } admin)
        {
            Line("# curl -H \"Authorization: Bearer $S3_SIMULATOR_TOKEN\" $S3_SIMULATOR_ADMIN/snapshot");
            Line($"export S3_SIMULATOR_ADMIN={Address(admin)}");
            Line($"export S3_SIMULATOR_TOKEN={simulator.AdminToken}");
        }

        Line("# Ready.");
        return text.ToString();

        void Line(string line) => text.Append(line).Append('\n');
    }

    private static string Address(Uri endpoint) => endpoint.GetLeftPart(UriPartial.Authority);

    private static string Contents(SimulatorSettings settings, string bucket)
    {
        MadeUpObjects[] rules = [.. settings.MadeUp.Where(rule => rule.Bucket == bucket)];
        return rules.Length == 0 ? "empty" : string.Join(" and ", rules.Select(static rule => FormattableString.Invariant($"{rule.Count:N0} objects {rule.KeyPattern}")));
    }

    private static string Quote(string path) => $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
