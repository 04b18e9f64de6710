using ArchiveTransfer.Reporting;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.Planning;

/// <summary>Reads a source, whatever it throws becoming one exception: when it is opened, read and closed.</summary>
internal sealed class SourceCursor(IArchiveSource source, ArchiveSourceContext context, CancellationToken cancellationToken) : IAsyncDisposable
{
    private IAsyncEnumerator<ArchiveObject>? objects;

    public ArchiveObject Current => objects!.Current;

    /// <summary>Throws <see cref="ArchiveTransferException"/>; a listing of ours that broke and a cancellation come as they are.</summary>
    public async ValueTask<bool> MoveNextAsync()
    {
        try
        {
            objects ??= source.EnumerateAsync(context, cancellationToken).GetAsyncEnumerator(cancellationToken);
            return await objects.MoveNextAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever a source of the user's throws ends the run with one code.
        catch (Exception exception) when (!IsToPass(exception))
#pragma warning restore CA1031
        {
            throw new ArchiveTransferException(TransferErrorCodes.SourceFailed, $"The source {source.GetType().Name} failed: {DisplayText.Escape(exception.Message)}", exception);
        }
    }

    /// <summary>What a source throws when it is closed changes nothing about what it yielded.</summary>
    public async ValueTask DisposeAsync()
    {
        if (objects is null)
        {
            return;
        }

        try
        {
            await objects.DisposeAsync().ConfigureAwait(false);
        }
#pragma warning disable CA1031 // The run is over, one way or another.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            context.Run?.Warnings.Add($"The source {source.GetType().Name} threw {exception.GetType().Name} when it was closed: {DisplayText.Escape(exception.Message)}");
        }
    }

    private bool IsToPass(Exception exception) =>
        exception is ArchiveTransferException or ListingFailedException || (exception is OperationCanceledException && cancellationToken.IsCancellationRequested);
}
