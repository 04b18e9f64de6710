namespace ArchiveTransfer.Testing.Storage;

/// <summary>Objects in order of keys; positions are valid while the gate of the bucket is held.</summary>
internal interface IKeySequence
{
    /// <summary>Position of the first object that the bound does not exclude.</summary>
    long Seek(in KeyBound bound);

    /// <summary>The object there; null at the end.</summary>
    StoredObject? At(long position);

    long Next(long position);
}
