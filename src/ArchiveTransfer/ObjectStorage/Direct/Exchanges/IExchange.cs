using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>One operation: what it sends, how its answer is read. Implemented by structures, so that each operation has a path of its own and allocates nothing here; without default members, which would box them.</summary>
internal interface IExchange<T>
{
    StoreOperation Operation { get; }

    HttpMethod Method { get; }

    string Bucket { get; }

    string Key { get; }

    /// <summary>A second key that must be expressible; null: there is none.</summary>
    string? OtherKey { get; }

    /// <summary>Bytes to send; null: none.</summary>
    StoreBody? Body { get; }

    /// <summary>Headers of the object to be written; null: none.</summary>
    ObjectHeaders? Headers { get; }

    /// <summary>Lower-case hexadecimal MD5 that the body must have; null: not known.</summary>
    string? BodyMd5 { get; }

    /// <summary>The answer is an object to be read by the caller, not XML to be read here.</summary>
    bool AnswerFlows { get; }

    /// <summary>Query and headers; those of the object, of the body and of the signature are added by whoever sends.</summary>
    void Write(RequestDraft draft, ObjectStoreSettings settings);

    /// <summary>Reads an answer of success.</summary>
    StoreResult<T> Read(in DirectAnswer answer);

    /// <summary>The same request through the SDK.</summary>
    ValueTask<StoreResult<T>> SendAsync(SdkObjectStore store, CancellationToken cancellationToken);
}
