namespace ArchiveTransfer.Checking;

/// <summary>The directories above a path that are not there: whatever makes them, they go again.</summary>
internal sealed class MissingDirectories : IDisposable
{
    private readonly List<string> missing = [];

    /// <param name="directory">Whole path.</param>
    public MissingDirectories(string directory)
    {
        for (string? path = directory; path is not null && !Directory.Exists(path); path = Path.GetDirectoryName(path))
        {
            missing.Add(path);
        }
    }

    public void Dispose() => missing.ForEach(RemoveEmpty);

    private static void RemoveEmpty(string path)
    {
        try
        {
            if (Directory.Exists(path))
            {
                Directory.Delete(path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // Somebody has put something into it meanwhile: it is theirs.
        }
    }
}
