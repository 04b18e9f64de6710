using System.Text;

namespace ArchiveTransfer;

/// <summary>Says everything that is wrong with options at once.</summary>
internal static class InvalidOptions
{
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.InvalidOptions"/>, every problem in one message.</exception>
    internal static void ThrowIfInvalid(ArchiveCollectionOptions options, string? name = null)
    {
        var problems = options.Validate();
        if (problems.Count == 0)
        {
            return;
        }

        var message = new StringBuilder("The options of the collection");
        if (!string.IsNullOrEmpty(name))
        {
            message.Append(' ').Append(OptionText.Quote(name));
        }

        message.Append(" are not valid:");
        Append(message, problems);
        if (options.Warnings.Count > 0)
        {
            // A misspelled key is only a warning, and often the reason why a required option is missing.
            message.Append("\nBeside that:");
            Append(message, options.Warnings);
        }

        throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, message.ToString());
    }

    private static void Append(StringBuilder message, IReadOnlyList<string> lines)
    {
        foreach (var line in lines)
        {
            message.Append("\n- ").Append(line);
        }
    }
}
