using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>
/// The MD5 of a whole object as it was read, against the source's ETag, before anything of it is visible. A difference means bytes damaged
/// on their way or an ETag that is no MD5; bytes that are read twice alike were not damaged.
/// </summary>
internal sealed class SourceDigest(ObjectWork work)
{
    private string? doubted;
    private bool refused;

    /// <summary>MD5 of the object by the source's ETag, for the store to check; null: there is none, or the store found another.</summary>
    public string? Told(ObjectHead head) => refused || head.HasOpaqueETag ? null : work.SourceMd5;

    /// <summary>The store was told the MD5, and took the bytes.</summary>
    public void Accept() => work.Run.SourceETags.Learn(opaque: false);

    /// <summary>The store may have found another MD5 than it was told: the next attempt tells none.</summary>
    public void Heed(StoreError error) => refused |= error.Code is "BadDigest" or "InvalidDigest";

    /// <summary>No MD5 is known that the store could be told: the object goes another way.</summary>
    public StoreError Unknown()
    {
        if (refused)
        {
            work.Run.SourceETags.Learn(opaque: true);
        }

        return new()
        {
            Operation = StoreOperation.PutObject,
            Kind = StoreErrorKind.Permanent,
            Code = StoreErrorCodes.ChecksumUnknown,
            Message = "the source's ETag is no MD5",
        };
    }

    /// <param name="md5">Null: not hashed.</param>
    public StoreError? Check(string? md5, ObjectHead head)
    {
        string? eTag = work.Item.Source.ETag;
        ETagTrust trust = work.Run.SourceETags;
        if (md5 is null || !EntityTag.LooksLikeMd5(eTag) || trust.IsOpaque)
        {
            return null;
        }

        if (EntityTag.ProveEqual(md5, eTag))
        {
            trust.Learn(opaque: false);
            return null;
        }

        if (head.HasOpaqueETag || refused || doubted == md5)
        {
            trust.Learn(opaque: true);
            return null;
        }

        doubted = md5;
        return new StoreError
        {
            Operation = StoreOperation.GetObject,
            Kind = StoreErrorKind.Transient,
            Code = StoreErrorCodes.ContentMismatch,
            Message = $"bytes with MD5 {md5} were read, the ETag is {eTag}",
        };
    }
}
