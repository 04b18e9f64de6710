using Microsoft.Extensions.Options;

namespace ArchiveTransfer;

/// <summary>Lets a host refuse to start with options that are not valid.</summary>
internal sealed class ArchiveCollectionOptionsValidator : IValidateOptions<ArchiveCollectionOptions>
{
    public ValidateOptionsResult Validate(string? name, ArchiveCollectionOptions options)
    {
        var problems = options.Validate();

        // A misspelled key is only a warning, and often the reason why a required option is missing.
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems.Concat(options.Warnings));
    }
}
