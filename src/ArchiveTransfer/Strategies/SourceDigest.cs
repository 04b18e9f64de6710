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

        if (head.HasOpaqueETag || doubted == md5)
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
