using ArchiveTransfer.Checking;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Strategies;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>The one place at the destination that a comparison writes to: empty before it, and empty after it.</summary>
internal sealed class FreshPrefix(CollectionSession session, string prefix)
{
    /// <summary>More than a comparison can have written, by far: a page each.</summary>
    private const int MostPasses = 10;

    /// <summary>For what may pass: a store that is out of breath, a listing that is behind.</summary>
    private static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(4)];

    private readonly TransferRun run = session.Run;
    private readonly ArchiveCollectionOptions options = session.Run.Options;
    private readonly PrefixListing listing = new(session, prefix);
    private bool keepsVersions;

    public string Name => prefix;

    /// <summary>Bucket and prefix, for whoever has to look there.</summary>
    public string Place => $"bucket {DisplayText.Quote(options.Destination.Bucket)}, below {DisplayText.Quote(prefix, DisplayText.WholeMessage)}";

    /// <summary>How to remove it all by hand, where the bucket keeps no versions.</summary>
    public string Cure
    {
        get
        {
            string[] words = [$"s3://{options.Destination.Bucket}/{prefix}", options.Destination.ServiceUrl?.AbsoluteUri ?? "", options.Destination.Profile ?? ""];
            if (!words.All(DisplayText.IsPlain))
            {
                return "delete every object there by a program (not by a line to paste: bucket, prefix, endpoint or profile has characters that cannot be seen)";
            }

            string endpoint = options.Destination.ServiceUrl is { } url ? $" --endpoint-url {ForShell(url.AbsoluteUri)}" : "";
            string profile = options.Destination.Profile is { } name ? $" --profile {ForShell(name)}" : "";
            return $"aws s3 rm --recursive {ForShell($"s3://{options.Destination.Bucket}/{prefix}")}{endpoint}{profile}";
        }
    }

    /// <summary>A write was sent whose end is not known: it may be made yet.</summary>
    public bool IsUnsettled { get; private set; }

    public static string NameBelow(string destinationPrefix) => $"{destinationPrefix}archivetransfer-compare-{Guid.NewGuid():N}/";

    /// <summary>Where a round writes what may take parts.</summary>
    public IReadOnlyList<string> KeysOfParts(string round, Sample sample)
    {
        ArchiveCollectionOptions mapped = options.Clone();
        mapped.Destination.Prefix = round;
        return [.. sample.Objects.Where(static found => found.Size > TransferLimits.SmallObjectBytes).Select(found => DestinationKeyMap.Map(new ArchiveObject { Key = found.Key }, mapped, out _))];
    }

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
    /// <returns>What could not be looked at; null: nothing.</returns>
    /// <exception cref="ArchiveTransferException">One or the other is refused, or what is written is replicated to where nothing of it would be removed.</exception>
    public async Task<string?> ProbeAsync(CancellationToken cancellationToken)
    {
        var address = new ObjectAddress(options.Destination.Bucket!, $"{prefix}probe");
        byte[] content = "ArchiveTransfer"u8.ToArray();
        var request = new PutRequest(address, StoreBody.Buffered(content), ObjectAttributes.ForContent(options, ObjectHeaders.None, tags: null), Md5: ContentDigest.Md5(content));
        IsUnsettled = true;
        StoreResult<WrittenObject> written = await run.DestinationSender.SendAsync(
            StoreOperation.PutObject,
            static (call, attempt) => call.Store.PutAsync(call.Request, attempt.Token),
            (Store: run.Destination, Request: request),
            tally: null,
            UnitOptions.Repeatable,
            cancellationToken);
        IsUnsettled = written.Error is { StatusCode: null or < 400 or >= 500 };
        if (written.Error is { } error)
        {
            TransferError failure = TransferErrors.From(error, StoreSide.Destination, address.Bucket, address.Key);
            string missing = MissingPermission.IsMeant(error, failure.Code) ? $" {MissingPermission.ToWrite(run)}" : "";
            throw new ArchiveTransferException(failure.Code, $"A comparison writes to the destination. {failure.Message}{missing}");
        }

        StoreResult<string?> replication = await listing.ReplicationAsync(address.Key, cancellationToken);
        if ((await RemoveAsync([], cancellationToken)).Count > 0)
        {
            throw new ArchiveTransferException(
                OwnErrorCodes.NotRemovable,
                $"What a comparison writes could not be removed again, so that nothing was compared and no object of the source was read: a probe of {Amount.Bytes(content.Length)} was written to {DisplayText.Quote(address.Key)}.");
        }

        if (replication.Error is { } unseen)
        {
            return $"Whether the destination bucket replicates what is written to it could not be seen ({Said(unseen)}); a replica would keep it.";
        }

        return replication.Value is not { } status
            ? null
            : throw new ArchiveTransferException(
                OwnErrorCodes.NotRemovable,
                $"Bucket {DisplayText.Quote(options.Destination.Bucket)} replicates what is written to {DisplayText.Quote(prefix)} (x-amz-replication-status: {DisplayText.Escape(status)}), and a replica would keep what a comparison deletes. Nothing was compared; the probe of {Amount.Bytes(content.Length)}, {DisplayText.Quote(address.Key)}, may be in the replica. Set Destination.Prefix to one that no replication rule covers.");
    }

    /// <summary>Removes everything below the prefix, and looks whether it is gone.</summary>
    /// <param name="uploads">Keys whose upload may have been cut short; only where there are any is it worth a word that uploads cannot be listed.</param>
    /// <returns>Empty: a listing shows nothing any more. Else a sentence for each kind of thing that is left or could not be looked for.</returns>
    public async Task<IReadOnlyList<string>> RemoveAsync(IReadOnlyList<string> uploads, CancellationToken cancellationToken)
    {
        List<string> left = [];
        await RemoveUploadsAsync(uploads, left, cancellationToken);
        if (keepsVersions)
        {
            // First, or every object would get a delete marker beside it.
            await EmptyAsync(listing.VersionsAsync, cancellationToken);
        }

        Emptied objects = await EmptyAsync(listing.ObjectsAsync, cancellationToken);
        Add(objects, "object", Cure, left);
        if (objects.Unseen is { } notListed)
        {
            left.Add($"In {Place}: what is left could not be listed ({Said(notListed)}). To remove it: {Cure}.");
        }

        // Whatever the bucket is said to be: one that was suspended answers no version ids and makes delete markers all the same.
        Emptied versions = await EmptyAsync(listing.VersionsAsync, cancellationToken);
        if (versions.Unseen is { } unseen)
        {
            if (!unseen.IsNotImplemented && unseen.StatusCode != 405)
            {
                left.Add($"In {Place}: whether versions and delete markers are left could not be looked at ({Said(unseen)}). Allow s3:ListBucketVersions and s3:DeleteObjectVersion, and delete every version there is.");
            }
        }
        else if (!versions.Left.All(version => version is { VersionId: "null", IsMarker: false } && objects.Left.Contains(new Remnant(version.Key))))
        {
            Add(versions, "version", "delete each by its version id, once no lock holds it", left);
        }

        return left;
    }

    private async Task RemoveUploadsAsync(IReadOnlyList<string> keys, List<string> left, CancellationToken cancellationToken)
    {
        const string cure = "abort each, or let a lifecycle rule do so";
        Emptied uploads = await EmptyAsync(listing.UploadsAsync, cancellationToken);
        Add(uploads, "upload", cure, left);
        if (keys.Count == 0)
        {
            return;
        }

        // Some stores list uploads by whole keys only, and show none by a prefix.
        var found = new Emptied[keys.Count];
        await Parallel.ForEachAsync(
            Enumerable.Range(0, keys.Count),
            new ParallelOptions { MaxDegreeOfParallelism = OwnRounds.Places, CancellationToken = cancellationToken },
            async (index, cancellation) => found[index] = await EmptyAsync(token => listing.UploadsAsync(keys[index], token), cancellation));
        Remnant[] others = [.. found.SelectMany(static each => each.Left).Except(uploads.Left)];
        Add(new Emptied(null, others, Array.Find(found, static each => each.Refusal is not null).Refusal), "upload", cure, left);

        // A prefix that shows none proves nothing of keys that could not be asked for; keys that show none do, even where a prefix could not be asked for.
        StoreError? unseen = Array.Find(found, static each => each.Unseen is not null).Unseen;
        if (unseen is not null)
        {
            left.Add($"In {Place}: whether uploads are left could not be seen ({Said(unseen)}). {(unseen.StatusCode == 403 ? $"{MissingPermission.ToListUploads(run)} " : "")}A lifecycle rule that aborts incomplete uploads would remove them.");
        }
    }

    /// <summary>Removes what is listed, until nothing is listed any more or nothing changes.</summary>
    private async Task<Emptied> EmptyAsync(Func<CancellationToken, Task<StoreResult<IReadOnlyList<Remnant>>>> list, CancellationToken cancellationToken)
    {
        IReadOnlyList<Remnant> before = [];
        StoreError? refusal = null;
        int waits = 0;
        for (int pass = 0; ; pass++)
        {
            StoreResult<IReadOnlyList<Remnant>> listed = await list(cancellationToken);
            if (listed.Error is { } error)
            {
                if (!MayPass(error) || waits == Waits.Length)
                {
                    return new Emptied(error, [], refusal);
                }

                await Task.Delay(Waits[waits++], cancellationToken);
                continue;
            }

            if (listed.Value.Count == 0)
            {
                return new Emptied(null, [], null);
            }

            keepsVersions |= listed.Value[0].VersionId is not null and not "null" || listed.Value[0].IsMarker;
            bool isStuck = listed.Value.SequenceEqual(before);
            if (pass >= MostPasses || (isStuck && (waits == Waits.Length || (refusal is not null && !MayPass(refusal)))))
            {
                return new Emptied(null, listed.Value, refusal);
            }

            if (isStuck)
            {
                await Task.Delay(Waits[waits++], cancellationToken);
            }

            (before, refusal) = (listed.Value, null);
            await Parallel.ForEachAsync(
                before,
                new ParallelOptions { MaxDegreeOfParallelism = OwnRounds.Places, CancellationToken = cancellationToken },
                async (remnant, cancellation) =>
                {
                    StoreError? said = await listing.RemoveAsync(remnant, cancellation);
                    if (said is not null)
                    {
                        Interlocked.CompareExchange(ref refusal, said, null);
                    }
                });
        }
    }

    private static bool MayPass(StoreError error) => error.Kind is StoreErrorKind.Transient or StoreErrorKind.Throttled or StoreErrorKind.Unknown;

    private void Add(Emptied emptied, string noun, string cure, List<string> left)
    {
        const int named = 10;
        IReadOnlyList<Remnant> remnants = emptied.Left;
        if (remnants.Count == 0)
        {
            return;
        }

        string more = remnants.Count > named ? $" and {Amount.Count(remnants.Count - named, "other")}" : "";
        string why = emptied.Refusal is { } refusal ? $"the store refuses to remove them: {Said(refusal)}" : "the store says that it removed them and lists them still";
        string missing = emptied.Refusal is { StatusCode: 403 } ? $" Probably missing: {(remnants[0] switch { { UploadId: not null } => "s3:AbortMultipartUpload", { VersionId: not null } => "s3:DeleteObjectVersion", _ => "s3:DeleteObject" })}." : "";
        left.Add($"Left in {Place}: {Amount.Count(remnants.Count, noun)}, {string.Join(", ", remnants.Take(named))}{more}; {why}.{missing} To remove them: {cure}.");
    }

    /// <summary>One word of a command line, whole: a prefix of which the end were missing would be somebody's own.</summary>
    private static string ForShell(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

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
