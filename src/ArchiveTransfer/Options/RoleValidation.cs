using System.Text.RegularExpressions;

namespace ArchiveTransfer;

/// <summary>The rules for a role that a side takes.</summary>
internal static partial class RoleValidation
{
    internal static void Validate(string side, S3LocationOptions location, OptionProblems problems)
    {
        if (location.RoleArn is { } role)
        {
            if (!Arn().IsMatch(role))
            {
                problems.Add(side + ".RoleArn", OptionText.Quote(role), "set the ARN of a role, such as arn:aws:iam::123456789012:role/collector, or leave it unset");
            }

            if (location is SourceOptions { Anonymous: true })
            {
                problems.Add(side + ".RoleArn", OptionText.Quote(role),
                    "leave it unset, or sign by setting Source.Anonymous to false: unsigned requests act as no role");
            }
        }

        if (location.ExternalId is not { } externalId)
        {
            return;
        }

        if (location.RoleArn is null)
        {
            problems.Add(side + ".ExternalId", OptionText.Quote(externalId), $"set {side}.RoleArn, or leave it unset: it is sent only where a role is taken");
        }

        if (!ExternalId().IsMatch(externalId))
        {
            problems.Add(side + ".ExternalId", OptionText.Quote(externalId), "set 2 to 1,224 letters, digits and characters of _+=,.@:/-, or leave it unset");
        }
    }

    [GeneratedRegex("^arn:aws[a-z-]{0,32}:iam::(?:[0-9]{12})?:role/[!-~]{1,576}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Arn();

    [GeneratedRegex("^[A-Za-z0-9_+=,.@:/-]{2,1224}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex ExternalId();
}
