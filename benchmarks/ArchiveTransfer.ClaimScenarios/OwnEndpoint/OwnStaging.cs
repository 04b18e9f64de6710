namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>A private directory for what a round stages, on the disk that the configuration names; removed in the end.</summary>
internal sealed class OwnStaging : IDisposable
{
    private readonly string? made;

    private OwnStaging(string path, string? made) => (Path, this.made) = (path, made);

    public string Path { get; }

    /// <param name="configured">Null: the system's temporary directory.</param>
    /// <exception cref="ArchiveTransferException">It cannot be made.</exception>
    public static OwnStaging Below(string? configured)
    {
        const string name = "archivetransfer-compare-";
        if (configured is null)
        {
            return new OwnStaging(Directory.CreateTempSubdirectory(name).FullName, made: null);
        }

        try
        {
            string? made = Directory.Exists(configured) ? null : System.IO.Path.GetFullPath(configured);
            return new OwnStaging(Directory.CreateDirectory(System.IO.Path.GetFullPath(System.IO.Path.Combine(configured, $"{name}{Guid.NewGuid():N}"))).FullName, made);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ArchiveTransferException(TransferErrorCodes.InvalidOptions, $"Staging.Directory {DisplayText.Quote(configured)} cannot be used: {DisplayText.Escape(exception.Message)}", exception);
        }
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Path, recursive: true);
            if (made is not null && !Directory.EnumerateFileSystemEntries(made).Any())
            {
                Directory.Delete(made);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A directory that somebody else has removed, uses or took away: nothing of the comparison's outcome depends on it.
        }
    }
}
