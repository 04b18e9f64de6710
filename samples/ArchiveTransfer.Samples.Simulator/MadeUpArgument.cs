using System.CommandLine.Parsing;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>Reads <c>BUCKET=COUNT:PATTERN:SIZE</c>; the pattern may hold colons itself, as <c>{0:D9}</c> does.</summary>
internal static partial class MadeUpArgument
{
    public const string Form = "BUCKET=COUNT:PATTERN:SIZE";

    public static MadeUpObjects[] Parse(ArgumentResult argument)
    {
        var objects = new List<MadeUpObjects>();
        foreach (Token token in argument.Tokens)
        {
            Match match = Shape().Match(token.Value);
            if (match.Success
                && TryNumber(match.Groups["count"], out long count)
                && TryNumber(match.Groups["size"], out long size)
                && TryNumber(match.Groups["largest"], out long largest))
            {
                objects.Add(new MadeUpObjects(match.Groups["bucket"].Value, count, match.Groups["pattern"].Value, size, match.Groups["largest"].Success ? largest : null));
            }
            else
            {
                argument.AddError($"--virtual '{token.Value}' is not {Form} or {Form}-LARGEST, for example archive=1000000:data/{{0:D9}}.zip:1500000");
            }
        }

        return [.. objects];
    }

    private static bool TryNumber(Group group, out long number)
    {
        number = 0;
        return !group.Success || long.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }

    [GeneratedRegex("^(?<bucket>[^=]+)=(?<count>[0-9]+):(?<pattern>.+):(?<size>[0-9]+)(-(?<largest>[0-9]+))?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Shape();
}
