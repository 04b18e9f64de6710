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
        page.WriteOriginal();
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
        Lines("", "## Accepted, and done otherwise", "", "Keys of the original. A warning says the same once.", "", "| key | what it asks for | what happens |", "|---|---|---|");
        foreach (OptionKey key in Rows(OptionKeyRole.NoEffect).Where(static key => key.Instead is not null))
        {
            Lines($"| {Keys(key)} | {key.Documentation} | {key.Instead}{(key.InsteadOfFalse is null ? "" : $"; {key.InsteadOfFalse}")} |");
        }

        Lines("", "## Accepted without effect", "", "Keys of the original. Those without advice are named together in one warning.", "", "| key | what it is | what to do |", "|---|---|---|");
        foreach (OptionKey key in Rows(OptionKeyRole.NoEffect).Where(static key => key.Instead is null))
        {
            Lines($"| {Keys(key)} | {key.Documentation} | {key.Advice} |");
        }

        Lines("", $"For people only, without a warning: {string.Join(", ", Rows(OptionKeyRole.Informative).Select(Keys))}.");
    }

    private void WriteOriginal() => Lines(
        "",
        "## Coming from the original",
        "",
        "A configuration of the Python workflow is read as it is: nested (`s3_direct_sync_config`), flat, or with `performance_optimization`, mixed or not;",
        "`//` comments and trailing commas too. `quickstart --config FILE` runs it, `--dry-run` shows what it would do.",
        "[samples/minimal.json](../samples/minimal.json) is the least, [samples/s5cmd_direct_sync_workflow_config.json](../samples/s5cmd_direct_sync_workflow_config.json)",
        "has every key.",
        "",
        $"- **What is collected.** Keys that select by the archive's matrix ({Selections()}) are read and refused, all in one message,",
        "  until they are obeyed. Until then put `\"Source\": { \"Prefix\": \"data/spot/daily/klines/BTCUSDT/\" }` into the file, and `\"Include\"` as well where a prefix says too little. A file",
        "  without a prefix is an error, also with `Include`, which would list everything: never everything. So is one shorter than `data/`, which would make other destination keys.",
        "- **From where.** Without `Source:Bucket` it is `data.binance.vision` in `ap-northeast-1`, read unsigned, also where it is named; writes are signed by the usual AWS chain.",
        "- **At a root** (a host's configuration, which holds the environment as well) keys of the original count in lower case only, as documents spell them: `DRY_RUN` is somebody else's. An unknown",
        "  one in lower case is a warning where the document is in the original's dialect.",
        "- **Where to.** `destination_prefix` is a folder: outer slashes are cut, one is appended. Where `Source:Prefix` begins with `data/` the rest of it follows, so that",
        "  `data/spot/daily/klines/BTCUSDT/1m/x.zip` becomes `<destination_prefix>/spot/daily/klines/BTCUSDT/1m/x.zip` whatever the length of the prefix, and a lake of the",
        "  original's documented form is recognised and not copied again. `Destination:Prefix` instead is kept byte for byte, and the key after `Source:Prefix` follows it.",
        "- **How.** `auto` and `direct_sync` prefer s5cmd and let tags be (`S5cmd:Preferred`, `Tags: Any`); where the tool is missing the library copies itself, and the first log line says so.",
        "- **Secrets** (`access_key`, `secret_key`, `password` and the like, anywhere) are refused by name: credentials come from the environment, a profile, a role or code.",
        "- `environment: production` with more than 10 `max_parallel_downloads`, or without monitoring, is a warning.");

    private static string Selections() => string.Join(", ", Rows(OptionKeyRole.Planned).Where(static key => key.IsSelection).SelectMany(static key => key.Spellings)
        .Where(static spelling => spelling.Path.Contains('_', StringComparison.Ordinal) || char.IsAsciiLetterLower(spelling.Path[0])).Select(static spelling => Code(spelling.Path)));

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
