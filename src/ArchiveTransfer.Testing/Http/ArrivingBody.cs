using System.Buffers;
using System.IO.Pipelines;
using ArchiveTransfer.Testing.Shaping;
using Microsoft.AspNetCore.Http.Features;

namespace ArchiveTransfer.Testing.Http;

/// <summary>The body of a request as a slow or a cut connection brings it, whoever reads it.</summary>
internal sealed class ArrivingBody(PipeReader inner, Transfer? transfer, long? endsAt) : PipeReader, IRequestBodyPipeFeature
{
    private ReadOnlySequence<byte> _shown;
    private long _unread;
    private long _arrived;

    public PipeReader Reader => this;

    public override async ValueTask<ReadResult> ReadAsync(CancellationToken cancellationToken = default)
    {
        var result = await inner.ReadAsync(cancellationToken).ConfigureAwait(false);
        var fresh = result.Buffer.Length - _unread;
        var arriving = Math.Min(fresh, Math.Min(transfer?.PieceSize ?? long.MaxValue, (endsAt ?? long.MaxValue) - _arrived));
        if (fresh > 0 && arriving == 0)
        {
            throw new ConnectionCutException();
        }

        if (arriving > 0 && transfer is not null)
        {
            await transfer.PassAsync(arriving).ConfigureAwait(false);
        }

        _arrived += arriving;
        _unread += arriving;
        _shown = result.Buffer.Slice(0, _unread);
        return new ReadResult(_shown, result.IsCanceled, result.IsCompleted && arriving == fresh);
    }

    public override void AdvanceTo(SequencePosition consumed) => AdvanceTo(consumed, consumed);

    public override void AdvanceTo(SequencePosition consumed, SequencePosition examined)
    {
        _unread -= _shown.Slice(0, consumed).Length;
        inner.AdvanceTo(consumed, examined);
    }

    public override void CancelPendingRead() => inner.CancelPendingRead();

    public override void Complete(Exception? exception = null) => inner.Complete(exception);

    public override bool TryRead(out ReadResult result) => throw new NotSupportedException("What has not arrived has to be waited for.");
}
