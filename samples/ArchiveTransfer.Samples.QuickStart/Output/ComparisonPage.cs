namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The file of a comparison's page: made before an hour of rounds, not after it, and never over another; gone again where nothing came of it.</summary>
internal sealed class ComparisonPage : IDisposable
{
    private readonly FileStream file;
    private bool isWhole;

    private ComparisonPage(FileStream file) => this.file = file;

    /// <exception cref="ArchiveTransferException">It cannot be made, or there is one already.</exception>
    public static ComparisonPage Create(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, "--html needs the name of a file.");
        }

        if (Path.Exists(name))
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, $"--html '{name}' is there already, and is not overwritten: name a new file, or remove it first.");
        }

        try
        {
            return new ComparisonPage(new FileStream(name, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, $"--html '{name}' cannot be written: {exception.Message} Name a new file in a directory that is there.", exception);
        }
    }

    /// <exception cref="IOException">The disk took no more.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written any more.</exception>
    public async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        await file.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text), cancellationToken);
        isWhole = true;
    }

    public void Dispose()
    {
        file.Dispose();
        if (!isWhole)
        {
            File.Delete(file.Name);
        }
    }
}
