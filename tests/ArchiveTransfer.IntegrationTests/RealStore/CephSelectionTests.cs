using System.Globalization;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;
using Xunit;

namespace ArchiveTransfer.RealStore;

/// <summary>Which way is taken, and why, on a store nobody here wrote: who owns what, in each mode. Ways are written as in the matrix of the simulator.</summary>
public sealed class CephSelectionTests : CephTest
{
    private const string Copy = "server_side_copy: one store serves both sides";
    private const string OnlyCopy = "server_side_copy: the mode allows no other way";
    private const string OnlyDisk = "traditional: the mode allows no other way";
    private const string Streamed = "streaming: through this machine's memory";
    private const int LargeSize = (5 << 20) + 1;

    public enum Owners
    {
        OneUser,
        PublicOfAnother,
        PrivateOfAnother,
        PublicOfAnotherByParts,
        OneVanished,
    }

    public static TheoryData<Owners, OperationMode, string[]> Cells
    {
        get
        {
            var cells = new TheoryData<Owners, OperationMode, string[]>();
            Add(Owners.OneUser, [$"5 x {Copy}"], [$"5 x {OnlyCopy}"], [$"5 x {OnlyDisk}"]);
            Add(Owners.PublicOfAnother, [$"5 x {Copy}"], [$"5 x {OnlyCopy}"], [$"5 x {OnlyDisk}"]);
            Add(
                Owners.PrivateOfAnother,
                [$"3 x {Streamed}; server_side_copy: refused (AccessDenied)", $"2 x {Streamed}; server_side_copy: the store refuses server-side copies between these buckets"],
                ["5 x !copy_refused"],
                [$"5 x {OnlyDisk}"]);
            Add(
                Owners.PublicOfAnotherByParts,
                [$"1 x {Copy}; part copy refused, one copy", $"4 x {Copy}"],
                [$"1 x {OnlyCopy}; part copy refused, one copy", $"4 x {OnlyCopy}"],
                [$"5 x {OnlyDisk}"]);
            Add(Owners.OneVanished, [$"4 x {Copy}", "1 x !source_not_found"], [$"4 x {OnlyCopy}", "1 x !source_not_found"], [$"4 x {OnlyDisk}", "1 x !source_not_found"]);
            return cells;

            void Add(Owners owners, string[] auto, string[] direct, string[] traditional)
            {
                cells.Add(owners, OperationMode.Auto, auto);
                cells.Add(owners, OperationMode.DirectSync, direct);
                cells.Add(owners, OperationMode.Hybrid, auto);
                cells.Add(owners, OperationMode.Traditional, traditional);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task Each_mode_takes_the_best_way_there_is_and_says_why(Owners owners, OperationMode mode, string[] expected)
    {
        bool isPublic = owners is Owners.PublicOfAnother or Owners.PublicOfAnotherByParts;
        bool isOwn = owners is Owners.OneUser or Owners.OneVanished;
        string source = await Ceph.AddBucketAsync(isOwn ? Ceph.Collector : Ceph.Publisher, isPublic);
        string lake = await Ceph.AddBucketAsync(Ceph.Collector);
        using SdkObjectStore seam = Ceph.Seam(isOwn ? Ceph.Collector : Ceph.Publisher);
        for (int index = 0; index < 5; index++)
        {
            byte[] content = new byte[owners == Owners.PublicOfAnotherByParts && index == 0 ? LargeSize : 100 + index];
            Assert.True((await seam.PutAsync(new PutRequest(new ObjectAddress(source, $"{index}"), StoreBody.Buffered(content), new WriteAttributes()), Cancellation)).IsSuccess);
        }

        var components = new ArchiveCollectionComponents
        {
            SourceCredentials = isPublic ? null : isOwn ? CephStore.CollectorCredentials : CephStore.PublisherCredentials,
            DestinationCredentials = CephStore.CollectorCredentials,
        };
        if (owners == Owners.OneVanished)
        {
            // Listed, and gone before it is copied.
            components.Source = new VanishingSource(seam, source, "3");
        }

        await using ArchiveCollectionWorkflow workflow = ArchiveCollectionWorkflow.Create(
            options =>
            {
                (options.Source.Bucket, options.Source.ServiceUrl, options.Source.Anonymous) = (source, Ceph.Endpoint, isPublic);
                (options.Destination.Bucket, options.Destination.ServiceUrl) = (lake, Ceph.Endpoint);
                (options.OperationMode, options.MultipartThresholdMiB) = (mode, 5);
            },
            components);
        var ways = new List<string>();
        ArchiveCollectionResult result = await workflow.ExecuteAsync(
            new ArchiveCollectionRunOptions
            {
                OnOutcome = (outcome, _) =>
                {
                    ways.Add(outcome.Error is { } error ? $"!{error.Code}" : outcome.Decision!);
                    return default;
                },
            },
            Cancellation);

        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            ways.GroupBy(static way => way).Select(static group => string.Create(CultureInfo.InvariantCulture, $"{group.Count()} x {group.Key}")).Order(StringComparer.Ordinal));
        Assert.Equal(result.Totals.Copied, (await Ceph.ListAsync(Ceph.Collector, lake)).Count);
        Assert.Equal(0, await CephStore.OpenUploadsAsync(Ceph.Collector, lake));
        Assert.Equal(owners == Owners.PrivateOfAnother && mode is (OperationMode.Auto or OperationMode.Hybrid), result.Degraded);
    }

    private sealed class VanishingSource(SdkObjectStore store, string bucket, string vanishing) : IArchiveSource
    {
        public async IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
        {
            StoreResult<ObjectPage> page = await store.ListAsync(new ListRequest(bucket, ""), cancellationToken);
            Assert.True((await store.DeleteAsync(new ObjectAddress(bucket, vanishing), cancellationToken)).IsSuccess);
            foreach (ListedObject item in page.Value.Objects)
            {
                yield return new ArchiveObject { Key = item.Key, Size = item.Size, ETag = item.ETag, LastModified = item.LastModified };
            }
        }
    }
}
