using ArchiveTransfer.Execution;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// The private directory of the traditional workflow: made when the first object needs it, readable by this user only, gone with everything in
/// it when the run ends. Names in it are random. Nothing of other runs is touched.
/// </summary>
/// <param name="root">Where it is made; null: the system's temporary directory.</param>
/// <param name="maxBytes">Most bytes on disk at once; null: no limit but concurrency.</param>
internal sealed class StagingArea(string? root = null, long? maxBytes = null, ILogger? logger = null) : IDisposable, IAsyncDisposable
{
    private readonly object gate = new();
    private readonly ByteBudget budget = new(maxBytes ?? long.MaxValue);
    private string? directory;
    private string? madeRoot;
    private long current;
    private long peak;
    private long written;
    private bool disposed;

    /// <summary>Bytes on disk: of the files there are, each at its whole length from its beginning.</summary>
    public long CurrentBytes => Interlocked.Read(ref current);

    /// <summary>Most bytes that were on disk at once.</summary>
    public long PeakBytes => Interlocked.Read(ref peak);

    /// <summary>Bytes that were written to disk, all in all.</summary>
    public long WrittenBytes => Interlocked.Read(ref written);

    /// <summary>Waits until there is room and makes a file; dispose it to be rid of it. Hold no place among requests meanwhile.</summary>
    public async ValueTask<StagedFile> CreateAsync(long length, CancellationToken cancellationToken)
    {
        await budget.EnterAsync(length, cancellationToken).ConfigureAwait(false);
        try
        {
            var file = new StagedFile(Path.Combine(EnsureDirectory(), Path.GetRandomFileName()), length, Gone, count => Interlocked.Add(ref written, count));
            Made(length);
            return file;
        }
        catch
        {
            budget.Release(length);
            throw;
        }
    }

    /// <summary>Makes the directory before any object needs it.</summary>
    /// <exception cref="StagingException">It cannot be made.</exception>
    public void Make() => EnsureDirectory();

    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            if (directory is null)
            {
                return;
            }

            try
            {
                Directory.Delete(directory, recursive: true);
                if (madeRoot is not null && !Directory.EnumerateFileSystemEntries(madeRoot).Any())
                {
                    Directory.Delete(madeRoot);
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                (logger ?? NullLogger.Instance).StagingLeftBehind(directory, exception.Message);
            }

            directory = null;
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return default;
    }

    /// <summary>Only now: room that was waited for is not on the disk when the file cannot be made.</summary>
    private void Made(long length)
    {
        lock (gate)
        {
            current += length;
            peak = Math.Max(peak, current);
        }
    }

    private void Gone(long length)
    {
        lock (gate)
        {
            current -= length;
        }

        budget.Release(length);
    }

    private string EnsureDirectory()
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            return directory ??= MakeDirectory();
        }
    }

    private string MakeDirectory()
    {
        string parent = Path.GetFullPath(root ?? Path.GetTempPath());
        string path = Path.Combine(parent, $"archivetransfer-{Guid.NewGuid():N}");
        try
        {
            if (!Directory.Exists(parent))
            {
                MakePrivate(parent);
                madeRoot = parent;
            }

            MakePrivate(path);
            return path;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new StagingException($"The staging directory {DisplayText.Quote(path)} could not be made: {exception.Message}", exception);
        }
    }

    private static void MakePrivate(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
