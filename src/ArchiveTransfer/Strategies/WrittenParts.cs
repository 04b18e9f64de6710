using System.Security.Cryptography;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>MD5s of the parts of one object as they were sent, compared with what the store says it got. One part is one writer's at a time.</summary>
internal sealed class WrittenParts(ObjectWork work, int count)
{
    private readonly string?[] digests = new string?[count];
    private readonly string?[] doubted = new string?[count];

    /// <summary>ETag by the bytes sent: the MD5 itself for one part; null when not every part was hashed.</summary>
    public string? ETag
    {
        get
        {
            if (count == 1)
            {
                return digests[0];
            }

            byte[] joined = new byte[count * ContentDigest.Bytes];
            for (int i = 0; i < count; i++)
            {
                if (digests[i] is not { } digest)
                {
                    return null;
                }

                Convert.FromHexString(digest).CopyTo(joined, i * ContentDigest.Bytes);
            }

            return EntityTag.OfParts(joined);
        }
    }

    /// <summary>Passes an answer on: the bytes were signed with their hash, so that what the store has is what was sent, whatever its ETag is.</summary>
    public StoreResult<WrittenPart> Accept(int index, StoreResult<WrittenPart> result)
    {
        if (result.IsSuccess)
        {
            digests[index] = !work.DestinationIsOpaque && EntityTag.LooksLikeMd5(result.Value.ETag) ? result.Value.ETag : null;
        }

        return result;
    }

    /// <summary>Passes an answer on, unless it says that other bytes arrived.</summary>
    /// <param name="md5">Of the bytes sent; null: not hashed.</param>
    public StoreResult<WrittenPart> Check(int index, StoreResult<WrittenPart> result, string? md5)
    {
        if (!result.IsSuccess)
        {
            return result;
        }

        digests[index] = md5;
        string eTag = result.Value.ETag;
        if (md5 is null || work.DestinationIsOpaque || !EntityTag.LooksLikeMd5(eTag) || EntityTag.ProveEqual(md5, eTag))
        {
            return result;
        }

        // The same bytes twice and two ETags: they are no MD5. The answer to a part does not tell its encryption.
        if (doubted[index] is { } before && before != eTag)
        {
            work.Run.ETags.Learn(opaque: true);
            return result;
        }

        doubted[index] = eTag;
        return new StoreError
        {
            Operation = StoreOperation.UploadPart,
            Kind = StoreErrorKind.Transient,
            Code = StoreErrorCodes.ContentMismatch,
            Message = $"a part with MD5 {md5} was sent, the store has {eTag}",
        };
    }
}
