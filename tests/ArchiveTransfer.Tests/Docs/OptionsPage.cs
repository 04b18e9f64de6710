using System.Text;

namespace ArchiveTransfer.Docs;

/// <summary>Writes docs/options.md out of the table that configuration is read with, so that the two cannot differ.</summary>
internal sealed class OptionsPage
{
    private const string Run = "The run";

    private readonly StringBuilder text = new();
    private readonly ArchiveCollectionOptions defaults = new();

    public static string Create()
    {
        var page = new OptionsPage();
        page.WriteIntroduction();
        page.WriteOptions();
        page.WritePlanned();
        page.WriteIgnored();
        return page.text.ToString();
    }

    private void WriteIntroduction() => Lines(
        "# Options",
        "",
        "Made from the table that configuration is read with (`src/ArchiveTransfer/Options/OptionKeys.cs`); do not edit it here. In code the path of an",
        "option is the path of a property: `Source:Bucket` is `options.Source.Bucket`. In a JSON file it is an object in an object, in the environment",
        "`ArchiveTransfer__Source__Bucket`, if the section is named `ArchiveTransfer`.",
        "",
        "- Names of modes may be written in any case and with underscores: `DirectSync`, `direct_sync`.",
        "- Durations are `hh:mm:ss` or a number of seconds.",
        "- A section is read as a whole: every wrong value is named in one message, before the first request. A key that is not known is a warning,",
        "  with the nearest one that is.",
        "- The last column has the keys of the Python workflow that this library replaces, and `PreserveTags`, an older name; all may stand in one file.",
        "  Where two keys of one option differ, the one named first here counts and a warning says so.");

    private void WriteOptions()
    {
        foreach (IGrouping<string, OptionKey> group in Rows(OptionKeyRole.Option).GroupBy(static key => key.Path!.Contains(':', StringComparison.Ordinal) ? key.Path.Split(':')[0] : Run))
        {
            Lines("", $"## {group.Key}", "", "| option | value | default | what it does | also written |", "|---|---|---|---|---|");
            foreach (OptionKey key in group)
            {
                Lines($"| `{key.Path}` | {key.Expected} | {Default(key)} | {key.Documentation} | {string.Join(", ", key.Spellings.Skip(1).Select(Original))} |");
            }
        }
    }

    private void WritePlanned()
    {
        Lines(
            "", "## Known, and refused until it is built", "",
            "Doing without what such a key asks for, in silence, would be worse than an error. A value that asks for what happens anyway is accepted.", "",
            "| key | for | accepted | what to do |", "|---|---|---|---|");
        foreach (OptionKey key in Rows(OptionKeyRole.Planned))
        {
            Lines($"| {Keys(key)} | {key.Documentation} | {string.Join(", ", key.Harmless.Select(Code))} | {key.Advice} |");
        }
    }

    private void WriteIgnored()
    {
        Lines("", "## Accepted without effect", "", "Keys of the original. Those without advice are named together in one warning.", "", "| key | what it is | what to do |", "|---|---|---|");
        foreach (OptionKey key in Rows(OptionKeyRole.NoEffect))
        {
            Lines($"| {Keys(key)} | {key.Documentation} | {key.Advice} |");
        }

        Lines("", $"For people only, without a warning: {string.Join(", ", Rows(OptionKeyRole.Informative).Select(Keys))}.");
    }

    private static IEnumerable<OptionKey> Rows(OptionKeyRole role) => OptionKeys.All.Where(key => key.Role == role);

    private static string Keys(OptionKey key) => string.Join(", ", key.Spellings.Select(static spelling => Code(spelling.Path)));

    private static string Original(OptionSpelling spelling) => spelling.Meanings is null
        ? Code(spelling.Path)
        : $"{Code(spelling.Path)} ({string.Join(", ", spelling.Meanings.Where(static meaning => meaning.Value is not null).Select(static meaning => $"{Code(meaning.Key)}: {meaning.Value}"))})";

    private static string Code(string text) => $"`{text}`";

    private string Default(OptionKey key) => key.Format(defaults) switch
    {
        null => "not set",
        "" => "empty",
        var value => Code(value),
    };

    private void Lines(params string[] lines)
    {
        foreach (string line in lines)
        {
            text.Append(line).Append('\n');
        }
    }
}
