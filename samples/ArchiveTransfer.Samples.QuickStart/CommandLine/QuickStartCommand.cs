using System.CommandLine;
using System.CommandLine.Invocation;
using ArchiveTransfer.Samples.QuickStart.Demo;
using ArchiveTransfer.Samples.QuickStart.Output;

namespace ArchiveTransfer.Samples.QuickStart.CommandLine;

/// <summary>Names, checks and help of the arguments.</summary>
internal sealed class QuickStartCommand
{
    private const long DefaultSize = 1 << 20;

    private readonly Option<string?> config = new("--config")
    {
        Description = "Collect what this JSON file says (section ArchiveTransfer, else its root) instead of the demo store.",
        HelpName = "FILE",
    };

    private readonly Option<OperationMode?> mode = new("--mode")
    {
        Description = "auto, direct_sync, hybrid or traditional.",
        HelpName = "MODE",
        CustomParser = ModeArgument.Parse,
    };

    private readonly Option<bool> traditional = new("--traditional") { Description = "The same as --mode traditional." };
    private readonly Option<long?> objects = NumberArgument.Create("--objects", "N", "Fill the demo store with N made-up objects instead of the six archives.", 1, 100_000_000);
    private readonly Option<long?> size = NumberArgument.Create("--size", "BYTES", "Bytes of each made-up object, 1 MiB by default.", 0, 1L << 40);
    private readonly Option<long?> latency = NumberArgument.Create("--latency", "MS", "What the demo store waits before it acts on a request.", 0, 60_000);
    private readonly Option<long?> repeat = NumberArgument.Create("--repeat", "N", "Collect N times and report each; the second finds nothing to do.", 1, 1_000);
    private readonly Option<bool> dryRun = new("--dry-run") { Description = "List, compare and choose; write nothing." };
    private readonly Option<bool> check = new("--check") { Description = "Look whether it could collect - rights, endpoints, strategies - and leave nothing behind." };
    private readonly Option<bool> compare = new("--compare") { Description = "Measure the ways against each other and what was promised of them; with --config: on your own store, below a prefix of its own that is deleted again." };
    private readonly Option<string?> html = new("--html") { Description = "Write the comparison as a page, too: a new file.", HelpName = "FILE" };
    private readonly Option<long?> rounds = NumberArgument.Create("--rounds", "N", "Compare on your own store in N rounds beside the one to warm up, 3 by default.", 1, 20);
    private readonly Option<bool> yes = new("--yes") { Description = "Compare on your own store without asking." };
    private readonly Option<bool> json = new("--json") { Description = "Write the result as one JSON object to stdout, all else to stderr." };
    private readonly Option<bool> verbose = new("--verbose") { Description = "Log to stderr; errors come with their stack traces." };

    public async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = CreateRoot().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await Console.Error.WriteLineAsync($"quickstart: {string.Join(" ", parsed.Errors.Select(static error => error.Message))} See --help.");
            return ExitCodes.ConfigurationError;
        }

        // Signals and exceptions are dealt with here, in one place, and not a second time by the parser.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private RootCommand CreateRoot()
    {
        var root = new RootCommand("Collects archives from one S3 location into another. Without --config: from a demo store that it starts and fills itself.")
        {
            config, mode, traditional, objects, size, latency, repeat, dryRun, check, compare, html, rounds, yes, json, verbose,
        };
        root.Validators.Add(ArgumentRules.Create(config, mode, traditional, objects, size, latency, repeat, check));
        root.Validators.Add(ArgumentRules.CreateOfComparison(compare, html, rounds, yes, config, mode, traditional, objects, size, latency, repeat, dryRun, check, verbose));
        root.SetAction(async (parsed, _) =>
        {
            QuickStartSettings settings = Read(parsed);
            return await new QuickStartProgram(settings, new Terminal(settings)).RunAsync();
        });

        var serve = new Command(DemoStoreProcess.ServeVerb) { Hidden = true };
        serve.SetAction(static (_, _) => DemoStoreServer.RunAsync());
        root.Add(serve);
        return root;
    }

    private QuickStartSettings Read(ParseResult parsed) => new()
    {
        ConfigFile = parsed.GetValue(config),
        Mode = parsed.GetValue(traditional) ? OperationMode.Traditional : parsed.GetValue(mode),
        Objects = parsed.GetValue(objects),
        Size = parsed.GetValue(size) ?? DefaultSize,
        Latency = TimeSpan.FromMilliseconds(parsed.GetValue(latency) ?? 0),
        Repeat = (int)(parsed.GetValue(repeat) ?? 1),
        DryRun = parsed.GetValue(dryRun),
        Check = parsed.GetValue(check),
        Compare = parsed.GetValue(compare),
        HtmlFile = parsed.GetValue(html),
        Rounds = (int?)parsed.GetValue(rounds),
        Yes = parsed.GetValue(yes),
        Json = parsed.GetValue(json),
        Verbose = parsed.GetValue(verbose),
    };
}
