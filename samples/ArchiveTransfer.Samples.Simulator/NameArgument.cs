using System.CommandLine;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>An option that takes the name of something the simulator knows; what it does not know it says itself.</summary>
internal static class NameArgument
{
    public static Option<T?> Create<T>(string name, string description, Func<string, T> find) => new(name)
    {
        Description = description,
        HelpName = "NAME",
        CustomParser = argument =>
        {
            try
            {
                return find(argument.Tokens[0].Value);
            }
            catch (ArgumentException exception)
            {
                argument.AddError($"{name}: {exception.Message}");
                return default;
            }
        },
    };
}
