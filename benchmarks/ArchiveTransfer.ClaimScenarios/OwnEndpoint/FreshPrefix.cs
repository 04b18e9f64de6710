using ArchiveTransfer.Checking;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The one place at the destination that a comparison writes to: empty before it, and empty after it.</summary>
internal sealed class FreshPrefix(CollectionSession session, string prefix)
{
    private readonly TransferRun run = session.Run;
    private readonly ArchiveCollectionOptions options = session.Run.Options;
    private readonly PrefixListing listing = new(session, prefix);
    private bool isVersioned;

    public string Name => prefix;

    public static string NameBelow(string destinationPrefix) => $"{destinationPrefix}archivetransfer-compare-{Guid.NewGuid():N}/";

    /// <exception cref="ArchiveTransferException">It is not, or the destination cannot be listed.</exception>
    public async Task RequireEmptyAsync(CancellationToken cancellationToken)
    {
        StoreResult<IReadOnlyList<Remnant>> listed = await listing.ObjectsAsync(cancellationToken);
        if (listed.Error is { } error)
        {
            throw NotListable(error);
        }

        if (listed.Value.Count > 0)
        {
            throw new ArchiveTransferException(OwnErrorCodes.NotRemovable, $"There is something at the destination already under the prefix that was made up for this comparison, {DisplayText.Quote(prefix)}: {listed.Value[0]}. Nothing was written.");
        }
    }

    /// <summary>Writes a small object as the configuration wants objects written, and removes it: who may not learns it before the bytes of the sample move.</summary>
    /// <exception cref="ArchiveTransferException">One or the other is refused.</exception>
    public async Task ProbeAsync(CancellationToken cancellationToken)
    {
        var address = new ObjectAddress(options.Destination.Bucket!, $"{prefix}probe");
        byte[] content = "ArchiveTransfer"u8.ToArray();
        var request = new PutRequest(address, StoreBody.Buffered(content), ObjectAttributes.ForContent(options, ObjectHeaders.None, tags: null), Md5: ContentDigest.Md5(content));
        StoreResult<WrittenObject> written = await run.DestinationSender.SendAsync(
            StoreOperation.PutObject,
            static (call, attempt) => call.Store.PutAsync(call.Request, attempt.Token),
            (Store: run.Destination, Request: request),
            tally: null,
            UnitOptions.Repeatable,
            cancellationToken);
        if (written.Error is { } error)
        {
            TransferError failure = TransferErrors.From(error, StoreSide.Destination, address.Bucket, address.Key);
            string missing = MissingPermission.IsMeant(error, failure.Code) ? $" {MissingPermission.ToWrite(run)}" : "";
            throw new ArchiveTransferException(failure.Code, $"A comparison writes to the destination. {failure.Message}{missing}");
        }

        isVersioned = written.Value.VersionId is not null;
        if ((await RemoveAsync(mayHoldUploads: false, cancellationToken)).Count > 0)
        {
            throw new ArchiveTransferException(
                OwnErrorCodes.NotRemovable,
                $"What a comparison writes could not be removed again, so that nothing was compared and no object of the source was read: a probe of {Amount.Bytes(content.Length)} was written to {DisplayText.Quote(address.Key)}.");
        }
    }

    /// <summary>Removes everything below the prefix, and looks whether it is gone.</summary>
    /// <param name="mayHoldUploads">A transfer by parts may have been cut short; only then is it worth a word that uploads cannot be listed.</param>
    /// <returns>Empty: a listing shows nothing any more. Else a sentence for each kind of thing that is left or could not be looked for.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(bool mayHoldUploads, CancellationToken cancellationToken)
    {
        List<string> left = [];
        StoreError? unseen = await EmptyAsync(listing.UploadsAsync, "upload", "abort each, or let a lifecycle rule do so", left, cancellationToken);
        if (unseen is not null && mayHoldUploads)
        {
            left.Add($"Whether uploads are left could not be seen ({Said(unseen)}). {(unseen.StatusCode == 403 ? $"{MissingPermission.ToListUploads(run)} " : "")}A lifecycle rule that aborts incomplete uploads would remove them.");
        }

        unseen = isVersioned ? await EmptyAsync(listing.VersionsAsync, "version", "delete each by its version id, once no lock holds it", left, cancellationToken) : null;
        if (unseen is not null)
        {
            left.Add($"The bucket keeps versions, and which are left could not be seen ({Said(unseen)}). Allow s3:ListBucketVersions and s3:DeleteObjectVersion, and delete every version below the prefix.");
        }

        if (!isVersioned || unseen is not null)
        {
            // Where versions cannot be seen, objects are hidden at the least.
            unseen = await EmptyAsync(listing.ObjectsAsync, "object", $"aws s3 rm --recursive \"s3://{DisplayText.Escape(options.Destination.Bucket)}/{DisplayText.Escape(prefix)}\"{Endpoint()}", left, cancellationToken);
            if (unseen is not null)
            {
                left.Add($"What is left could not be listed ({Said(unseen)}).");
            }
        }

        return left;
    }

    /// <summary>Removes what is listed, until nothing is listed any more or nothing changes.</summary>
    /// <returns>Why it cannot be listed; null: it was.</returns>
    private async Task<StoreError?> EmptyAsync(
        Func<CancellationToken, Task<StoreResult<IReadOnlyList<Remnant>>>> list, string noun, string cure, List<string> left, CancellationToken cancellationToken)
    {
        IReadOnlyList<Remnant> before = [];
        StoreError? refusal = null;
        while (true)
        {
            StoreResult<IReadOnlyList<Remnant>> listed = await list(cancellationToken);
            if (listed.Error is not null || listed.Value.Count == 0)
            {
                return listed.Error;
            }

            if (listed.Value.SequenceEqual(before))
            {
                left.Add(Describe(before, noun, cure, refusal));
                return null;
            }

            before = listed.Value;
            refusal = null;
            await Parallel.ForEachAsync(
                before,
                new ParallelOptions { MaxDegreeOfParallelism = OwnRounds.Places, CancellationToken = cancellationToken },
                async (remnant, cancellation) => refusal = await listing.RemoveAsync(remnant, cancellation) ?? refusal);
        }
    }

    private string Describe(IReadOnlyList<Remnant> remnants, string noun, string cure, StoreError? refusal)
    {
        const int named = 10;
        string more = remnants.Count > named ? $" and {Amount.Count(remnants.Count - named, "other")}" : "";
        string why = refusal is null ? "the store says that it removed them and lists them still" : $"the store refuses to remove them: {Said(refusal)}";
        string missing = refusal is { StatusCode: 403 } ? $" Probably missing: {(remnants[0] switch { { UploadId: not null } => "s3:AbortMultipartUpload", { VersionId: not null } => "s3:DeleteObjectVersion", _ => "s3:DeleteObject" })}." : "";
        return $"Left in bucket {DisplayText.Quote(options.Destination.Bucket)}, below {DisplayText.Quote(prefix)}: {Amount.Count(remnants.Count, noun)}, {string.Join(", ", remnants.Take(named))}{more}; {why}.{missing} To remove them: {cure}.";
    }

    private string Endpoint() => options.Destination.ServiceUrl is { } url ? $" --endpoint-url {DisplayText.Escape(url.GetLeftPart(UriPartial.Authority))}" : "";

    private static string Said(StoreError error) =>
        $"{(error.StatusCode is { } status ? $"{status} " : "")}{DisplayText.Escape(error.Code)}{(error.Message.Length > 0 ? $", {DisplayText.Escape(error.Message.TrimEnd('.', ' '))}" : "")}";

    private ArchiveTransferException NotListable(StoreError error)
    {
        ArchiveTransferException described = RunErrors.Describe(error, StoreSide.Destination, options.Destination.Bucket!, options.Destination.ServiceUrl);
        return MissingPermission.IsMeant(error, described.ErrorCode)
            ? new ArchiveTransferException(
                described.ErrorCode,
                $"The identity of the destination may not list bucket {DisplayText.Quote(options.Destination.Bucket)}, and a comparison must, to prove that it leaves nothing behind. {MissingPermission.ToList(run, StoreSide.Destination)}")
            : described;
    }
}
