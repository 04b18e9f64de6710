using ArchiveTransfer.Testing;

namespace ArchiveTransfer.S5cmd;

/// <summary>The stand-in, behaving as told, with copies of k0, k1, k2 to c0, c1 and so on.</summary>
internal static class FakeRun
{
    public static readonly IReadOnlyList<string> Arguments = ["--json", "--log", "debug", "--numworkers", "4", "--retry-count", "0", "run"];

    public static string Line(int number, string key = "") => $"cp --raw --metadata-directive COPY 's3://src/{(key.Length > 0 ? key : $"k{number % 3}")}' 's3://dst/c{number}'\n";

    public static string Lines(int count) => string.Concat(Enumerable.Range(0, count).Select(static number => Line(number)));

    public static ToolProcess Start(ToolSession session, string behaviour) => session.Start(session.InstallFake(behaviour), Arguments);

    /// <summary>Runs it with these lines on stdin.</summary>
    public static async Task<ToolOutcome> RunAsync(ToolSession session, string behaviour, string input)
    {
        using var tool = Start(session, behaviour);
        await tool.WriteAsync(input);
        tool.CloseInput();
        return await tool.WaitAsync();
    }

    /// <summary>The destinations that it says it copied to, in order.</summary>
    public static IEnumerable<string> Succeeded(this ToolOutcome outcome) =>
        outcome.Output.Split('\n')
            .Where(static line => line.StartsWith("{\"operation\":\"cp\",\"success\":true", StringComparison.Ordinal) && line.EndsWith("\"}}", StringComparison.Ordinal))
            .Select(static line => line.Split("\"destination\":\"s3://dst/")[1].Split('"')[0])
            .Order(StringComparer.Ordinal);

    /// <summary>The keys that are there.</summary>
    public static IEnumerable<string> Copied(this ToolSession session) => session.Destination.Keys.Order(StringComparer.Ordinal);

    /// <summary>Makes this session sign as somebody who has a session token.</summary>
    public static S3Identity UseSessionToken(this ToolSession session)
    {
        var identity = session.Store.AddIdentity("temporary", withSessionToken: true);
        session.Source.Grant(identity, read: true, list: true);
        session.Destination.Grant(identity, list: true, write: true);
        session.Environment["AWS_ACCESS_KEY_ID"] = identity.AccessKey;
        session.Environment["AWS_SECRET_ACCESS_KEY"] = identity.SecretKey;
        session.Environment["AWS_SESSION_TOKEN"] = identity.SessionToken!;
        return identity;
    }
}
