using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Verification;

namespace ArchiveTransfer.Strategies;

/// <summary>An object written in parts: create, parts side by side, complete; or abort, on every other path.</summary>
internal abstract class MultipartTransfer(ObjectWork work, PartPlan plan, int parallelism)
{
    /// <summary>What looking showed, when that and not an answer proves the object.</summary>
    public ObjectHead? Found { get; private set; }

    /// <summary>ETag of the whole by the ETags of its parts, where they look like MD5s.</summary>
    public string? ComputedETag { get; private set; }

    protected ObjectWork Work => work;

    protected PartPlan Plan => plan;

    public async ValueTask<StoreResult<WrittenObject>> RunAsync(WriteAttributes attributes, CancellationToken cancellationToken)
    {
        StoreResult<MultipartUpload> created = await MultipartUpload.CreateAsync(work, attributes, cancellationToken).ConfigureAwait(false);
        if (created.Error is { } refused)
        {
            return refused;
        }

        MultipartUpload upload = created.Value;
        bool completed = false;
        try
        {
            StoreResult<WrittenObject> result = await FillAsync(upload.Address, cancellationToken).ConfigureAwait(false);
            // An object found by looking may be an equal one that was there before; then the upload is still open.
            completed = result.IsSuccess && Found is null;
            return result;
        }
        finally
        {
            if (!completed)
            {
                await upload.AbortAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>Writes one part as a unit of its own, repeated on its own.</summary>
    protected abstract ValueTask<StoreResult<WrittenPart>> WritePartAsync(UploadAddress upload, int index, CancellationToken cancellationToken);

    /// <summary>The last moment at which nothing is visible yet.</summary>
    protected virtual ValueTask<StoreError?> CheckBeforeCompleteAsync(CancellationToken cancellationToken) => new((StoreError?)null);

    private async ValueTask<StoreResult<WrittenObject>> FillAsync(UploadAddress upload, CancellationToken cancellationToken)
    {
        var parts = new WrittenPart[plan.Count];
        StoreError? error = await PartPump.RunAsync(
            plan.Count,
            Math.Min(parallelism, work.Run.DestinationSender.Places.Ceiling),
            async (index, token) =>
            {
                StoreResult<WrittenPart> part = await WritePartAsync(upload, index, token).ConfigureAwait(false);
                if (part.IsSuccess)
                {
                    parts[index] = part.Value;
                }

                return part.Error;
            },
            cancellationToken).ConfigureAwait(false);

        error ??= await CheckBeforeCompleteAsync(cancellationToken).ConfigureAwait(false);
        if (error is not null)
        {
            return error;
        }

        ComputedETag = ComputeETag(parts);
        var complete = new CompleteWrite(work, upload, parts, ComputedETag);
        StoreResult<WrittenObject> result = await complete.RunAsync(timeout: null, cancellationToken).ConfigureAwait(false);
        Found = complete.Found;
        return result;
    }

    private static string? ComputeETag(WrittenPart[] parts)
    {
        byte[] digests = new byte[parts.Length * MD5.HashSizeInBytes];
        for (int i = 0; i < parts.Length; i++)
        {
            if (!EntityTag.LooksLikeMd5(parts[i].ETag))
            {
                return null;
            }

            Convert.FromHexString(parts[i].ETag).CopyTo(digests, i * MD5.HashSizeInBytes);
        }

        return EntityTag.OfParts(digests);
    }
}
