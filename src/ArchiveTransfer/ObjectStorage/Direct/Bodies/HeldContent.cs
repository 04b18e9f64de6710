namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Bytes held in memory.</summary>
internal sealed class HeldContent(ReadOnlyMemory<byte> bytes) : BodyContent(bytes.Length)
{
    protected override Task SendAsync(WitnessStream target, CancellationToken cancellationToken) => target.WriteAsync(bytes, cancellationToken).AsTask();
}
