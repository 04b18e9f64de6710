using System.Buffers;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace ArchiveTransfer.Reporting.Report;

/// <summary>A report on disk, that grows by whole lines: what a crash or a full disk cut short is taken away again.</summary>
internal sealed class LineFile : IDisposable
{
    private const int ChunkBytes = 64 * 1024;

    private static readonly byte[] Beginning = Encoding.ASCII.GetBytes("{\"run\":{\"schema\":");

    /// <summary>On Unix .NET locks a file for one process only where nothing is shared.</summary>
    private static readonly FileShare OneWriter = OperatingSystem.IsWindows() ? FileShare.Read : FileShare.None;

    private readonly SafeFileHandle handle;
    private long length;
    private long complete;

    private LineFile(string path, SafeFileHandle handle) => (Path, this.handle) = (path, handle);

    public string Path { get; }

    /// <summary>Why nothing is written any more; null: all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Opens a report that is there, or makes one.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.ReportFailed"/>.</exception>
    public static LineFile Open(string path)
    {
        LineFile? file = null;
        try
        {
            file = new LineFile(path, OpenHandle(path));
            file.SeekEnd();
            return file;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            file?.Dispose();
            throw Refused(path, exception);
        }
    }

    /// <summary>Sees whether <see cref="Open"/> would, and leaves what is there as it is.</summary>
    /// <exception cref="ArchiveTransferException"><see cref="TransferErrorCodes.ReportFailed"/>.</exception>
    public static void Try(string path)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(path)!);
            if (File.Exists(path))
            {
                // Shared with everybody: a run that opens it at this moment is not kept from it.
                using SafeFileHandle handle = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
                RequireReport(handle);
            }
            else
            {
                // Beside it, so that a run that makes it at this moment has it for itself.
                File.OpenHandle($"{path}.{System.IO.Path.GetRandomFileName()}", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.DeleteOnClose).Dispose();
                if (Directory.Exists(path))
                {
                    throw new IOException("There is a directory of this name.");
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw Refused(path, exception);
        }
    }

    /// <returns>False: this was the write that failed. Later ones do nothing.</returns>
    public async ValueTask<bool> AppendAsync(ReadOnlySequence<byte> lines)
    {
        if (Failure is not null)
        {
            return true;
        }

        try
        {
            foreach (ReadOnlyMemory<byte> segment in lines)
            {
                await RandomAccess.WriteAsync(handle, segment, length).ConfigureAwait(false);
                int lineFeed = segment.Span.LastIndexOf((byte)'\n');
                complete = lineFeed >= 0 ? length + lineFeed + 1 : complete;
                length += segment.Length;
            }

            return true;
        }
#pragma warning disable CA1031 // Whatever it is, the run goes on: lines that nobody takes any more would hold up every object.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Failure = $"The report {DisplayText.Quote(Path)} could not be written any further, and ends before this run does: {DisplayText.Escape(exception.Message)}";
            TakeBack();
            return false;
        }
    }

    public void Dispose() => handle.Dispose();

    private void SeekEnd()
    {
        RequireReport(handle);
        length = RandomAccess.GetLength(handle);
        if (length == 0)
        {
            return;
        }

        // A process that was killed may have left half a line.
        complete = FindEndOfLines();
        if (complete < length)
        {
            RandomAccess.SetLength(handle, complete);
            length = complete;
        }
    }

    private static SafeFileHandle OpenHandle(string path)
    {
        string directory = System.IO.Path.GetDirectoryName(path)!;
        Directory.CreateDirectory(directory);
        try
        {
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OneWriter, FileOptions.Asynchronous);
        }
        catch (DirectoryNotFoundException)
        {
            // A check of another process may have made it first, and removed it again.
            Directory.CreateDirectory(directory);
            return File.OpenHandle(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, OneWriter, FileOptions.Asynchronous);
        }
    }

    /// <exception cref="IOException">It holds something else.</exception>
    private static void RequireReport(SafeFileHandle handle)
    {
        byte[] beginning = new byte[Beginning.Length];
        if (RandomAccess.GetLength(handle) > 0 && (RandomAccess.Read(handle, beginning, 0) < beginning.Length || !beginning.AsSpan().SequenceEqual(Beginning)))
        {
            throw new IOException("There is another file, which is no report.");
        }
    }

    private static ArchiveTransferException Refused(string path, Exception exception) => new(
        TransferErrorCodes.ReportFailed,
        $"The report {DisplayText.Quote(path)} cannot be written: {DisplayText.Escape(exception.Message)} Set Report.Path to a file that this process can write and no other writes, or leave it unset.",
        exception);

    /// <summary>Where the last whole line ends, however long what follows is.</summary>
    private long FindEndOfLines()
    {
        byte[] chunk = new byte[ChunkBytes];
        long end = length;
        while (end > 0)
        {
            long begin = Math.Max(0, end - ChunkBytes);
            int read = RandomAccess.Read(handle, chunk.AsSpan(0, (int)(end - begin)), begin);
            int lineFeed = chunk.AsSpan(0, read).LastIndexOf((byte)'\n');
            if (lineFeed >= 0)
            {
                return begin + lineFeed + 1;
            }

            end = begin;
        }

        return 0;
    }

    private void TakeBack()
    {
        try
        {
            RandomAccess.SetLength(handle, complete);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            // Half a line is left, which readers pass over.
        }
    }
}
