namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The options that a comparison begins with: those of the file, as a collection would have them.</summary>
internal static class OwnOptions
{
    /// <exception cref="ArchiveTransferException">They are not valid, or a comparison cannot do with them.</exception>
    public static ArchiveCollectionOptions Load(OwnComparisonOrder order)
    {
        var options = new ArchiveCollectionOptions();
        options.Load(order.Configuration);
        InvalidOptions.ThrowIfInvalid(options);
        if (options.DryRun)
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, "DryRun is true, and a comparison copies: set it to false, or give another file.");
        }

        return options;
    }
}
