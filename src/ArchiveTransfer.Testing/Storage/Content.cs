namespace ArchiveTransfer.Testing.Storage;

/// <summary>Immutable bytes, readable from any offset. Copies share it.</summary>
internal abstract class Content
{
    public abstract long Length { get; }

    /// <summary>MD5 of the whole where it is known without reading all of it.</summary>
    public virtual UInt128? KnownMd5 => null;

    /// <summary>Off when only the hashes were kept.</summary>
    public virtual bool IsReadable => true;

    /// <summary>How many of the bytes are made by rule and kept nowhere.</summary>
    public virtual long LengthByRule => 0;

    public abstract void Read(long offset, Span<byte> destination);
}
