using System.CommandLine;
using System.Globalization;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>An option that takes a whole number between two bounds.</summary>
internal static class NumberArgument
{
    public static Option<int?> Create(string name, string helpName, string description, int least, int most) => new(name)
    {
        Description = description,
        HelpName = helpName,
        CustomParser = argument =>
        {
            string text = argument.Tokens[0].Value;
            if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number) && number >= least && number <= most)
            {
                return number;
            }

            argument.AddError(string.Create(CultureInfo.InvariantCulture, $"{name} '{text}' is not a whole number from {least} to {most}."));
            return null;
        },
    };
}
