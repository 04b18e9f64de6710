using System.Globalization;
using System.Text;

namespace ArchiveTransfer.Reporting.Report;

/// <summary>Fills in what stands in braces in the path of a report.</summary>
internal static class ReportPath
{
    private const string RunId = "run_id";
    private const string Started = "started:";

    /// <summary>What is wrong with it and what to do; null: nothing.</summary>
    public static string? Refuse(string template) => Expand(template, "0", DateTimeOffset.UnixEpoch) is null ? "use {run_id} and {started:yyyyMMdd} in it, and no other braces" : null;

    /// <summary>The path; null: <see cref="Refuse"/> says why.</summary>
    public static string? Expand(string template, string runId, DateTimeOffset started)
    {
        var path = new StringBuilder();
        for (int at = 0; at < template.Length;)
        {
            int open = template.AsSpan(at).IndexOfAny('{', '}');
            if (open < 0)
            {
                return path.Append(template, at, template.Length - at).ToString();
            }

            path.Append(template, at, open);
            at += open + 1;
            int close = template.AsSpan(at).IndexOf('}');
            if (template[at - 1] == '}' || close < 0 || Fill(template.Substring(at, close), runId, started) is not { } text)
            {
                return null;
            }

            path.Append(text);
            at += close + 1;
        }

        return path.ToString();
    }

    private static string? Fill(string name, string runId, DateTimeOffset started)
    {
        if (name == RunId)
        {
            return AsName(runId);
        }

        if (!name.StartsWith(Started, StringComparison.Ordinal) || name.Length == Started.Length)
        {
            return null;
        }

        try
        {
            return AsName(started.UtcDateTime.ToString(name[Started.Length..], CultureInfo.InvariantCulture));
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>Whoever names a run does not choose a directory.</summary>
    private static string AsName(string text)
    {
        var name = new StringBuilder(text.Length);
        foreach (char c in text)
        {
            name.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' || (c == '.' && name.Length > 0) ? c : '_');
        }

        return name.ToString();
    }
}
