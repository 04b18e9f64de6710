using System.CommandLine;
using System.CommandLine.Invocation;
using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>Names, checks and help of the arguments.</summary>
internal sealed class SimulatorCommand
{
    private const int LargestPort = 65_535;

    private readonly Option<int?> port = NumberArgument.Create("--port", "N", "Port on loopback; without it, or with 0, a free one.", 0, LargestPort);
    private readonly Option<int?> adminPort = NumberArgument.Create("--admin-port", "N", "Also serve counters, log, faults and shape as JSON on this port; 0 takes a free one.", 0, LargestPort);
    private readonly Option<bool> tls = new("--tls") { Description = "Serve https with a certificate made now." };
    private readonly Option<string?> certificate = new("--certificate") { Description = "Write that certificate to this file, for clients to trust.", HelpName = "FILE" };
    private readonly Option<S3Shaping?> shape = NameArgument.Create("--shape", "Pace of network and store: none (the default), seed-16mbit, office-100mbit, same-region or tokyo-virginia.", S3Shaping.Named);
    private readonly Option<S3Profile> profile = NameArgument.Create("--profile", "Store to be like: aws (the default), ceph-rgw, r2-like, no-server-side-copy or unordered-listing.", S3SimulatorOptions.FindProfile);
    private readonly Option<int?> seed = NumberArgument.Create("--seed", "N", "Of secrets and of everything random, 1 by default: the same seed gives the same keys.", int.MinValue, int.MaxValue);
    private readonly Option<bool> noLog = new("--no-log") { Description = "Keep no log of requests." };
    private readonly Option<string[]> buckets = new("--bucket") { Description = "Make an empty bucket. May be repeated.", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };
    private readonly Option<string[]> publicBuckets = new("--public") { Description = "Let everybody list and read this bucket; it is made where it is not. May be repeated.", HelpName = "NAME", Arity = ArgumentArity.OneOrMore };

    private readonly Option<MadeUpObjects[]> madeUp = new("--virtual")
    {
        Description = $"Fill a bucket with objects that cost no memory: archive=1000000:data/{{0:D9}}.zip:1500000, or with sizes from 1 to 9: {MadeUpArgument.Form.Replace("SIZE", "1-9", StringComparison.Ordinal)}. May be repeated.",
        HelpName = MadeUpArgument.Form,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = MadeUpArgument.Parse,
    };

    public async Task<int> RunAsync(string[] args)
    {
        ParseResult parsed = CreateRoot().Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            await Console.Error.WriteLineAsync($"s3simulator: {string.Join(" ", parsed.Errors.Select(static error => error.Message))} See --help.");
            return ExitCodes.BadArguments;
        }

        // Signals and exceptions are dealt with here, in one place, and not a second time by the parser.
        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
    }

    private RootCommand CreateRoot()
    {
        var root = new RootCommand("An S3 store for tests on this machine's loopback, until Ctrl-C or SIGTERM. It keeps everything in memory.")
        {
            port, adminPort, tls, certificate, shape, profile, seed, noLog, buckets, publicBuckets, madeUp,
        };
        root.Validators.Add(command =>
        {
            if (command.GetResult(certificate) is not null && command.GetResult(tls) is null or { Implicit: true })
            {
                command.AddError("--certificate needs --tls.");
            }
        });
        root.SetAction((parsed, _) => SimulatorProgram.RunAsync(Read(parsed)));
        return root;
    }

    private SimulatorSettings Read(ParseResult parsed) => new()
    {
        Port = parsed.GetValue(port) ?? 0,
        AdminPort = parsed.GetValue(adminPort),
        UsesTls = parsed.GetValue(tls),
        Certificate = parsed.GetValue(certificate),
        Shape = parsed.GetValue(shape) ?? S3Shaping.None,
        Profile = parsed.GetValue(profile),
        Seed = parsed.GetValue(seed) ?? 1,
        KeepsLog = !parsed.GetValue(noLog),
        Buckets = parsed.GetValue(buckets) ?? [],
        PublicBuckets = parsed.GetValue(publicBuckets) ?? [],
        MadeUp = parsed.GetValue(madeUp) ?? [],
    };
}
