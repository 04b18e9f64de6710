using System.Runtime.CompilerServices;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Sources of the application's own: in order, in none, wrong about it.</summary>
public sealed class CustomSourceTests : CollectionTest
{
    [Theory]
    [InlineData(ArchiveSourceOrder.Unordered)]
    [InlineData(ArchiveSourceOrder.GroupedByPrefix)]
    public async Task A_shuffled_source_decides_as_a_sorted_one(ArchiveSourceOrder order)
    {
        Source.AddVirtual(3_000, index => $"data/{index:D5}", _ => 10);
        Lake.AddVirtual(5_000, index => $"data/{index:D5}x", _ => 10);
        await CollectAsync(options => options.Include.Add("data/*[02468]"));
        string[] keys = [.. Source.Keys];
        new Random(1).Shuffle(keys);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(components: With(new ListedSource(order, keys.Select(ObjectOf))));

        AssertSucceeded(result);
        Assert.Equal((1_500, 1_500), (result.Totals.Copied, result.Totals.Skipped));
        Assert.All(outcomes.Values, outcome => Assert.Equal((outcome.Source.Key[^1] - '0') % 2 == 0 ? TransferReasons.SameContent : TransferReasons.New, outcome.Reason));
        AssertMirrored();
    }

    [Fact]
    public async Task A_few_keys_of_a_large_destination_are_looked_up_one_by_one_instead_of_listing_it()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 10);
        Lake.AddVirtual(60_000, index => $"0{index:D6}", _ => 10);
        Simulator.ReadCounters(reset: true);

        ArchiveCollectionResult result = await CollectAsync(components: With(new ListedSource(ArchiveSourceOrder.Unordered, Source.Keys.Select(ObjectOf))));

        AssertSucceeded(result);
        Assert.InRange(Simulator.ReadCounters().Requests["ListObjectsV2"], 1, 20);
    }

    [Fact]
    public async Task A_second_object_for_one_destination_key_fails_by_name_and_the_first_is_copied()
    {
        Source.Put("a", Bytes(5, 1));
        Source.Put("b", Bytes(5, 2));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            components: With(new ListedSource(ArchiveSourceOrder.Unordered, [ObjectOf("a") with { DestinationKey = "x" }, ObjectOf("b") with { DestinationKey = "x" }])));

        Assert.Equal(ArchiveCollectionStatus.PartiallySucceeded, result.Status);
        Assert.Single(outcomes.Values, outcome => outcome.Error?.Code == TransferErrorCodes.DuplicateDestinationKey);
        Assert.Equal(["x"], Lake.Keys);
    }

    [Fact]
    public async Task A_source_that_breaks_its_promise_of_order_ends_the_run()
    {
        Source.AddVirtual(3, index => $"{index}", _ => 10);
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(
            components: With(new ListedSource(ArchiveSourceOrder.DestinationKey, [ObjectOf("2"), ObjectOf("1")]))));
        Assert.Equal(TransferErrorCodes.SourceFailed, exception.ErrorCode);
    }

    [Fact]
    public async Task A_source_that_throws_ends_the_run_with_its_reason_and_what_was_planned_is_settled()
    {
        Source.AddVirtual(200, index => $"{index:D3}", _ => 10);
        await using ArchiveCollectionWorkflow workflow = Workflow(components: With(new ListedSource(ArchiveSourceOrder.DestinationKey, Source.Keys.Select(ObjectOf), failAtEnd: true)));
        int outcomes = 0;

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (_, _) =>
                {
                    outcomes++;
                    return default;
                },
            },
            Cancellation));

        Assert.Equal(TransferErrorCodes.SourceFailed, exception.ErrorCode);
        Assert.Contains("catalogue is gone", exception.Message, StringComparison.Ordinal);
        Assert.Equal(200, outcomes);
    }

    [Fact]
    public async Task Sizes_that_are_not_known_are_asked_for_and_missing_objects_fail_by_name()
    {
        Source.Put("a", Bytes(5));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(
            components: With(new ListedSource(ArchiveSourceOrder.DestinationKey, [new ArchiveObject { Key = "a" }, new ArchiveObject { Key = "gone" }])));

        Assert.Equal((1, 1), (result.Totals.Copied, result.Totals.Failed));
        Assert.Equal(TransferErrorCodes.SourceNotFound, outcomes["gone"].Error?.Code);
    }

    [Fact]
    public async Task Keys_not_published_are_counted_inside_the_balance()
    {
        Source.Put("a", Bytes(5));
        ArchiveCollectionResult result = await CollectAsync(components: With(new ListedSource(ArchiveSourceOrder.DestinationKey, [ObjectOf("a")], notPublished: "b")));
        AssertSucceeded(result);
        Assert.Equal((2, 1, 1), (result.Totals.Planned, result.Totals.Copied, result.Totals.NotPublished));
    }

    [Fact]
    public async Task Listings_out_of_order_cost_more_and_decide_the_same()
    {
        Source.AddVirtual(1_500, index => $"{index:D4}", _ => 10);
        AssertSucceeded(await CollectAsync());
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.OutOfOrder, Operation = "ListObjectsV2", Times = 2 });

        ArchiveCollectionResult result = await CollectAsync();

        AssertSucceeded(result);
        Assert.Equal((1_500, 0), (result.Totals.Skipped, result.Totals.Copied));
        Assert.Contains(result.Warnings, warning => warning.StartsWith("listing_out_of_order", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_source_page_that_stays_away_ends_the_listing_and_what_was_planned_is_finished()
    {
        Source.AddVirtual(2_500, index => $"{index:D4}", _ => 10);
        using IDisposable fault = Simulator.Inject(new S3Fault { Kind = S3Fault.Error, Operation = "ListObjectsV2", StatusCode = 500, Skip = 1 });

        ArchiveCollectionResult result = await CollectAsync(options =>
        {
            // The destination is not listed, so that the second page is the source's.
            options.Overwrite = OverwriteMode.Always;
            options.Retry.MaxRetryAttempts = 1;
        });

        Assert.Equal((ArchiveCollectionStatus.PartiallySucceeded, TransferErrorCodes.ListingIncomplete), (result.Status, result.Error?.Code));
        Assert.False(result.SourceListingComplete);
        Assert.Equal(1_000, result.Totals.Copied);
        Assert.Contains(result.Warnings, warning => warning.Contains("'0999'", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("null", "null instead of an object")]
    [InlineData("key", "an object whose Key is null")]
    [InlineData("size", "'0' with a Size of -5")]
    public async Task A_source_that_yields_nonsense_ends_the_run_and_says_what_it_was(string kind, string said)
    {
        Source.AddVirtual(3, index => $"{index}", _ => 10);
        ArchiveObject nonsense = kind switch
        {
            "key" => new ArchiveObject { Key = null! },
            "size" => ObjectOf("0") with { Size = -5 },
            _ => null!,
        };

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(
            () => CollectAsync(components: With(new ListedSource(ArchiveSourceOrder.Unordered, [ObjectOf("1"), nonsense]))));

        Assert.Equal(TransferErrorCodes.SourceFailed, exception.ErrorCode);
        Assert.Contains($"ListedSource yielded {said}", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_source_without_an_enumeration_ends_the_run_with_its_code()
    {
        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectAsync(components: With(new NoSource())));

        Assert.Equal(TransferErrorCodes.SourceFailed, exception.ErrorCode);
    }

    private ArchiveObject ObjectOf(string key)
    {
        S3StoredObject stored = Source.Get(key)!;
        return new ArchiveObject { Key = key, Size = stored.Size, ETag = stored.ETag, LastModified = stored.LastModified };
    }

    private static ArchiveCollectionComponents With(IArchiveSource source) => new() { Source = source };

    private sealed class NoSource : IArchiveSource
    {
        public IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken) => null!;
    }

    private sealed class ListedSource(ArchiveSourceOrder order, IEnumerable<ArchiveObject> objects, bool failAtEnd = false, string? notPublished = null) : IArchiveSource
    {
        public ArchiveSourceOrder Order => order;

        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            await Task.Yield();
            foreach (ArchiveObject item in objects)
            {
                yield return item;
            }

            if (notPublished is not null)
            {
                context.NotPublished(notPublished);
            }

            if (failAtEnd)
            {
                throw new InvalidOperationException("the catalogue is gone");
            }
        }
    }
}
