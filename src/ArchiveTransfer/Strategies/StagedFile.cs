using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace ArchiveTransfer.Strategies;

/// <summary>One object on disk, written and read at any place by several at once; gone when disposed.</summary>
internal sealed class StagedFile : IDisposable
{
    private const int ChunkBytes = 128 * 1024;

    private readonly SafeFileHandle handle;
    private readonly Action<long> gone;
    private readonly Action<int> wrote;
    private StagingException? failure;

    /// <param name="gone">Told the length once the file is no longer there.</param>
    /// <param name="wrote">Told of bytes that were written.</param>
    public StagedFile(string path, long length, Action<long> gone, Action<int> wrote)
    {
        (Length, this.gone, this.wrote) = (length, gone, wrote);
        try
        {
            // Room for all of it at once: a full disk is found before the first byte is fetched.
            handle = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, FileOptions.Asynchronous | FileOptions.DeleteOnClose, length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fail(exception);
        }
    }

    public long Length { get; }

    /// <summary>Throws when the disk failed under a reader that could not say so itself.</summary>
    public void ThrowIfFailed()
    {
        if (failure is not null)
        {
            throw failure;
        }
    }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> bytes, long offset, CancellationToken cancellationToken)
    {
        try
        {
            await RandomAccess.WriteAsync(handle, bytes, offset, cancellationToken).ConfigureAwait(false);
            wrote(bytes.Length);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fail(exception);
        }
    }

    public async ValueTask<int> ReadAsync(Memory<byte> target, long offset, CancellationToken cancellationToken)
    {
        try
        {
            return await RandomAccess.ReadAsync(handle, target, offset, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fail(exception);
        }
    }

    public int Read(Span<byte> target, long offset)
    {
        try
        {
            return RandomAccess.Read(handle, target, offset);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Fail(exception);
        }
    }

    /// <summary>MD5 of the whole file, lower-case hex.</summary>
    public async ValueTask<string> HashAsync(CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            int count;
            for (long offset = 0; (count = await ReadAsync(buffer, offset, cancellationToken).ConfigureAwait(false)) > 0; offset += count)
            {
                hash.AppendData(buffer, 0, count);
            }

            return ContentDigest.End(hash)!;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public void Dispose()
    {
        if (!handle.IsClosed)
        {
            handle.Dispose();
            gone(Length);
        }
    }

    private StagingException Fail(Exception exception) => failure = new StagingException($"Staging failed: {exception.Message}", exception);
}
