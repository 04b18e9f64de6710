using System.Globalization;

namespace ArchiveTransfer.FakeS5cmd.CommandLine;

/// <summary>What stands in for the real tool's help on <c>cp</c>: as many lines, other words.</summary>
internal static class HelpText
{
    private const int Lines = 108;

    /// <summary>One line less inside of <c>run</c>, and one less without the directive.</summary>
    public static string Of(Behaviour behaviour, bool isInRun)
    {
        string[] head = ["Name:", "  cp - copy objects (stand-in for tests)", "", "Usage:", "  cp [options] source destination", "", "Options:"];
        var flags = CopyFlags.Of(behaviour).Select(static flag => $"  --{flag.Name}{(flag.Alias is { } alias ? ", -" + alias : "")}{(flag.Kind == FlagKind.Switch ? "" : " value")}");
        List<string> lines = [.. head, .. flags, "", "Examples:"];
        var wanted = Lines - (behaviour.Has("no-directive") ? 1 : 0) - (isInRun ? 1 : 0);
        for (var number = 1; lines.Count < wanted; number++)
        {
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"  {number}. > s5cmd cp s3://bucket/key{number} s3://bucket/copy{number}"));
        }

        return string.Join('\n', lines);
    }
}
