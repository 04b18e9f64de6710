using ArchiveTransfer.Checking;
using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Sources;

namespace ArchiveTransfer.ClaimScenarios.OwnEndpoint;

/// <summary>Reads the listing of the source, page after page, until the sample is full.</summary>
internal sealed class SampleReader
{
    private const int MostEmptyPages = 3;

    /// <summary>Once something was found, this many keys in a row that are of no use end the search.</summary>
    private const int Patience = 10_000;

    /// <summary>Pages without anything that is selected, after each of which it is said.</summary>
    private const int PagesInSilence = 50;

    private readonly TransferRun run;
    private readonly Action<string> progress;
    private readonly ArchiveCollectionOptions options;
    private readonly ArchiveCollectionOptions mapped;
    private readonly KeyFilter filter;
    private readonly SamplePicker picker = new();
    private long archived;
    private long unnameable;
    private int useless;

    /// <param name="prefix">The longest that destination keys will have.</param>
    /// <param name="progress">Takes how the search goes, where it takes long.</param>
    public SampleReader(TransferRun run, string prefix, Action<string> progress)
    {
        (this.run, options, this.progress) = (run, run.Options, progress);
        filter = new KeyFilter(options.Include, options.Exclude);
        mapped = options.Clone();
        mapped.Destination.Prefix = prefix;
    }

    /// <exception cref="ArchiveTransferException">The source cannot be listed, or nothing is selected.</exception>
    public async Task<Sample> ReadAsync(CancellationToken cancellationToken)
    {
        string? token = null;
        int emptyPages = 0;
        int pages = 0;
        do
        {
            var request = new ListRequest(options.Source.Bucket!, options.Source.Prefix, ContinuationToken: token);
            StoreResult<ObjectPage> listed = await run.SourceSender.SendAsync(
                StoreOperation.ListObjectsV2,
                static (call, attempt) => call.Store.ListAsync(call.Request, attempt.Token),
                (Store: run.Source, Request: request),
                tally: null,
                UnitOptions.Aside,
                cancellationToken);
            ObjectPage page = listed.Error is { } error ? throw NotListable(error) : listed.Value;
            foreach (ListedObject found in page.Objects)
            {
                Look(found);
            }

            if (++pages % PagesInSilence == 0 && picker.Taken.Count == 0)
            {
                progress($"{Amount.Count(pages, "page")} of the source's listing looked at, nothing of them is selected yet");
            }

            emptyPages = page.Objects.Count == 0 ? emptyPages + 1 : 0;
            if (page.NextToken is { } next && (next == token || emptyPages >= MostEmptyPages))
            {
                throw NotListable(ListingErrors.Endless(next == token));
            }

            token = page.NextToken;
        }
        while (token is not null && !picker.IsFull && (picker.Taken.Count == 0 || useless < Patience));

        return picker switch
        {
            { Taken.Count: 0 } => throw Nothing(),
            { Bytes: > SamplePicker.MostBytesAlone } => throw new ArchiveTransferException(
                OwnErrorCodes.SampleTooLarge,
                $"The first object that the configuration selects, {DisplayText.Quote(picker.Taken[0].Key)}, has {Amount.Bytes(picker.Bytes)}, and a comparison copies none of more than {Amount.Bytes(SamplePicker.MostBytesAlone)}: each way would do so several times. Nothing was written. Choose smaller ones by Source.Prefix, Include or Exclude."),
            _ => ToSample(),
        };
    }

    private void Look(ListedObject found)
    {
        useless++;
        if (picker.IsFull || !found.Key.StartsWith(options.Source.Prefix, StringComparison.Ordinal) || !filter.Matches(found.Key.AsSpan(options.Source.Prefix.Length)))
        {
            return;
        }

        DestinationKeyMap.Map(new ArchiveObject { Key = found.Key }, mapped, out TransferError? problem);
        if (problem is not null)
        {
            unnameable++;
        }
        else if (found.StorageClass is "GLACIER" or "DEEP_ARCHIVE")
        {
            archived++;
        }
        else
        {
            int before = picker.Taken.Count;
            picker.Offer(found);
            useless = picker.Taken.Count > before ? 0 : useless;
        }
    }

    private Sample ToSample()
    {
        List<string> remarks = [];
        Remark(picker.TooLarge, $"larger than {Amount.Bytes(SamplePicker.MostBytes)}");
        Remark(archived, "archived, so that nobody can read it before it is restored");
        Remark(unnameable, "without a key of its own below the prefix that is written to, or with one that is too long");
        CaseObject[] ordered = [.. picker.Taken.DistinctBy(static found => found.Key).OrderBy(static found => found.Key, Utf8KeyComparer.Instance)];
        return new Sample(ordered, ordered.Sum(static found => found.Size), remarks);

        void Remark(long count, string what)
        {
            if (count > 0)
            {
                remarks.Add($"Passed over: {Amount.Count(count, "object")}, each {what}.");
            }
        }
    }

    private ArchiveTransferException NotListable(StoreError error)
    {
        ArchiveTransferException described = RunErrors.Describe(error, StoreSide.Source, options.Source.Bucket!, options.Source.ServiceUrl);
        return MissingPermission.IsMeant(error, described.ErrorCode)
            ? new ArchiveTransferException(described.ErrorCode, $"{described.Message} {MissingPermission.ToList(run, StoreSide.Source)}")
            : described;
    }

    private ArchiveTransferException Nothing()
    {
        string unfit = archived + unnameable == 0 ? "" : $" Of what they select {Amount.Count(archived, "object")} are archived and {Amount.Count(unnameable, "object")} cannot be named below the prefix that a comparison writes to.";
        return new ArchiveTransferException(
            TransferErrorCodes.SourceEmpty,
            $"Source.Prefix {DisplayText.Quote(options.Source.Prefix)}, Include and Exclude select no object of bucket {DisplayText.Quote(options.Source.Bucket)} to compare with. Check them.{unfit}");
    }
}
