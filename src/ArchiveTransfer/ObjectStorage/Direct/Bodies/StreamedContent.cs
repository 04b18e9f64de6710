namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A stream, as it comes; the transport refuses another length than the one that was declared.</summary>
internal sealed class StreamedContent : BodyContent
{
    private const int BufferBytes = 64 * 1024;

    private readonly Stream source;
    private readonly long length;

    public StreamedContent(Stream source, long length)
        : base(length) => (this.source, this.length) = (source, length);

    protected override async Task SendAsync(WitnessStream target, CancellationToken cancellationToken)
    {
        await source.CopyToAsync(target, BufferBytes, cancellationToken).ConfigureAwait(false);
        if (target.Written < length)
        {
            throw new EndOfStreamException($"The body ended after {target.Written} of {length} bytes.");
        }
    }
}
