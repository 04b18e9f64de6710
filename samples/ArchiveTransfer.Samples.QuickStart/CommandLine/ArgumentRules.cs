using System.CommandLine;
using System.CommandLine.Parsing;

namespace ArchiveTransfer.Samples.QuickStart.CommandLine;

/// <summary>Arguments that contradict each other are an error: none of them is silently without effect.</summary>
internal static class ArgumentRules
{
    public static Action<CommandResult> Create(Option config, Option mode, Option traditional, Option objects, Option size, Option latency, Option repeat, Option check) => command =>
    {
        bool Given(Option option) => command.GetResult(option) is { Implicit: false };

        if (Given(mode) && Given(traditional))
        {
            command.AddError("Give --mode or --traditional, not both.");
        }

        if (Given(size) && !Given(objects))
        {
            command.AddError("--size needs --objects.");
        }

        if (Given(check) && Given(repeat))
        {
            command.AddError("--check collects nothing; give it without --repeat.");
        }

        if (Given(config) && (Given(objects) || Given(latency)))
        {
            command.AddError("--objects, --size and --latency shape the demo store, which --config does not use.");
        }
    };

    /// <param name="others">What a comparison settles for itself.</param>
    public static Action<CommandResult> CreateOfComparison(Option compare, Option html, Option rounds, Option yes, Option config, params Option[] others) => command =>
    {
        bool Given(Option option) => command.GetResult(option) is { Implicit: false };

        if (Given(html) && !Given(compare))
        {
            command.AddError("--html needs --compare.");
        }

        if (Given(yes) && !(Given(compare) && Given(config)))
        {
            command.AddError("--yes needs --compare and --config.");
        }

        if (Given(rounds) && !(Given(compare) && Given(config)))
        {
            command.AddError("--rounds needs --compare and --config.");
        }

        string[] given = [.. others.Where(Given).Select(static option => option.Name)];
        if (Given(compare) && given.Length > 0)
        {
            command.AddError($"--compare runs every way in rounds of its own; give it without {string.Join(", ", given)}.");
        }
    };
}
