using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Planning;
using ArchiveTransfer.Selection;
using ArchiveTransfer.Strategies;
using ArchiveTransfer.Strategies.S5cmd;

namespace ArchiveTransfer.Checking;

/// <summary>Which strategies a run would have, and which of them an object would take: asked of those who decide it in a run.</summary>
/// <param name="first">What stands for the objects of a run; null: nothing was listed.</param>
internal sealed class StrategyCheck(CollectionSession session, ListedObject? first)
{
    private readonly TransferRun run = session.Run;
    private readonly ArchiveCollectionOptions options = session.Run.Options;
    private readonly List<ArchiveCollectionCheckItem> items = [];

    public async ValueTask<IReadOnlyList<ArchiveCollectionCheckItem>> RunAsync(IEnumerable<ITransferStrategy> userStrategies, CancellationToken cancellationToken)
    {
        IReadOnlyList<StrategyCandidate> candidates;
        try
        {
            candidates = await CandidateList.PrepareAsync(run, session.Context, userStrategies, new WorkSupply(), cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveTransferException exception) when (exception.ErrorCode != TransferErrorCodes.InvalidOptions)
        {
            AddRefused();
            if (options.DirectEngine == DirectEngine.S5cmd && exception.ErrorCode == TransferErrorCodes.NoStrategy && items.Count == 0)
            {
                items.Add(CheckItems.Failed(CheckItems.Of(TransferStrategyNames.S5cmd), null, exception.Message, required: false));
            }

            items.Add(CheckItems.Failed(CheckItems.Strategy, exception.ErrorCode, exception.Message));
            items.Add(CheckItems.NotChecked(CheckItems.Copy, "No strategy is left."));
            return items;
        }

        try
        {
            Look(candidates);
        }
        finally
        {
            await CandidateList.CloseAsync(candidates, run.Settling).ConfigureAwait(false);
        }

        return items;
    }

    private void Look(IReadOnlyList<StrategyCandidate> candidates)
    {
        PlannedTransfer item = Sample();
        bool copies = false;
        foreach (StrategyCandidate candidate in candidates)
        {
            string? refusal = null;
            bool usable = SelectorOf([candidate]).Next(item, 0, ref refusal) >= 0;
            copies |= usable && candidate.Path == TransferPath.ServerSide;
            string name = CheckItems.Of(candidate.Name);
            string version = candidate.Strategy is S5cmdStrategy { Tool: { } tool } ? $" s5cmd {(tool.Version.IsUnknown ? "of an unknown version" : tool.Version.ToString())}, {DisplayText.Escape(tool.Path)}." : "";
            items.Add(usable
                ? CheckItems.Passed(name, $"{candidate.PlainDecision}.{version}", required: false)
                : CheckItems.Failed(name, null, $"{refusal}.{version}", required: false));
        }

        AddRefused();
        string what = first is { } listed ? $"An object such as {DisplayText.Quote(listed.Key)}" : "An object of 1 byte";
        string? passedOver = null;
        StrategySelector selector = SelectorOf(candidates);
        int index = selector.Next(item, 0, ref passedOver);
        items.Add(index < 0
            ? CheckItems.Failed(CheckItems.Strategy, TransferErrorCodes.NoStrategy, $"{what} would find no way in OperationMode {options.OperationMode}: {passedOver}.")
            : CheckItems.Passed(CheckItems.Strategy, $"{what} would take this way: {(passedOver is null ? selector[index].PlainDecision : $"{selector[index].PlainDecision}; {passedOver}")}."));
        items.Add(CheckItems.NotChecked(CheckItems.Copy, copies
            ? "Whether the store copies between these buckets, and lets the identity of the destination read the source, is known with the first object."
            : "No object would be copied by the store."));
    }

    private StrategySelector SelectorOf(IReadOnlyList<StrategyCandidate> candidates) => new(options, session.Context, candidates);

    private void AddRefused() =>
        items.AddRange(run.RefusedStrategies.Select(static refused => CheckItems.Failed(CheckItems.Of(refused.Name), null, refused.Warning, required: false)));

    private PlannedTransfer Sample()
    {
        ListedObject listed = first ?? new ListedObject($"{options.Source.Prefix}object", 1, null, null, null);
        return new PlannedTransfer
        {
            Source = new ArchiveObject { Key = listed.Key, Size = listed.Size, ETag = listed.ETag, LastModified = listed.LastModified, StorageClass = listed.StorageClass },
            SourceBucket = options.Source.Bucket!,
            DestinationBucket = options.Destination.Bucket!,
            DestinationKey = listed.Key.StartsWith(options.Source.Prefix, StringComparison.Ordinal) ? options.Destination.Prefix + listed.Key[options.Source.Prefix.Length..] : listed.Key,
            Size = listed.Size,
            Reason = TransferReasons.New,
        };
    }
}
