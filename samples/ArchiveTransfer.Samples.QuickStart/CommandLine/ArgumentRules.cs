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
}
