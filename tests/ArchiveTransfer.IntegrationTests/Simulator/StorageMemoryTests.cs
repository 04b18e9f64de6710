using System.Globalization;
using ArchiveTransfer.Testing.Storage;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>What many objects take. Runs alone: the memory looked at is that of the whole process.</summary>
[CollectionDefinition(nameof(StorageMemoryTests), DisableParallelization = true)]
[Collection(nameof(StorageMemoryTests))]
public sealed class StorageMemoryTests
{
    private static readonly DateTimeOffset Published = DateTimeOffset.UnixEpoch.AddYears(50);

    private static string Key(long i) => string.Create(CultureInfo.InvariantCulture, $"data/{i:D9}");

    private static string Copied(long i) => string.Create(CultureInfo.InvariantCulture, $"lake/{i:D9}");

    [Fact]
    public void Ten_million_keys_are_walked_page_by_page_in_the_memory_of_one_page()
    {
        const int Count = 10_000_000;
        const int Page = 1_000;
        var bucket = Virtual(Count, static i => i);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        KeyBound? next = KeyBound.Start;
        long found = 0, largest = 0;
        var isComplete = true;
        while (next is { } start)
        {
            var page = bucket.List("", "", start, Page);
            isComplete &= page.Objects[0].Key == Key(found) && page.Objects[^1].Key == Key(found + Page - 1) && page.Objects[^1].Size == found + Page - 1;
            found += page.Objects.Count;
            next = page.Next;
            if (found % (Count / 20) == 0)
            {
                largest = Math.Max(largest, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }

        Assert.Equal((Count, true), (found, isComplete));
        Assert.InRange(largest, long.MinValue, 2_000_000);
    }

    [Fact]
    public void A_million_remembered_copies_take_less_than_a_byte_each_and_are_listed_back_in_order()
    {
        const int Count = 1_000_000;
        var source = Virtual(Count, Size);
        var (lake, taken) = Remember();
        for (var attempt = 1; attempt < 5 && taken < -Count; attempt++)
        {
            // More was freed meanwhile by what went before than could be taken here: no measurement.
            (lake, taken) = Remember();
        }

        Assert.Equal((Count, 0), (lake.Count(), lake.Kept));
        Assert.InRange(taken, -Count, Count);
        long number = 0;
        foreach (var found in lake.All())
        {
            Assert.Equal((Copied(number), Size(number), Published), (found.Key, found.Size, found.LastModified));
            if (number % 1_000 == 0)
            {
                Assert.Equal(source.Find(Key(number))!.ETag, found.ETag);
            }

            number++;
        }

        Assert.Equal(Count, number);

        (BucketContents Lake, long Taken) Remember()
        {
            var lake = new BucketContents(new VersionIds(1));
            var before = SettledMemory();
            lake.Remember(new RememberedCopies(source.VirtualObjects()[0], "data/", "lake/", keepsMultipartETag: false));
            for (var i = 0; i < Count; i++)
            {
                var found = source.Find(Key(i))!;
                lake.Commit(new StoredObject(Copied(i), found.Content, found.ETag, ObjectMetadata.None, Published));
            }

            return (lake, SettledMemory() - before);
        }

        static long Size(long i) => i % 10 == 0 ? 1_500_000 : 40;
    }

    // What tests before this one left is finalized late; until nothing more of it goes, differences mean nothing.
    private static long SettledMemory()
    {
        long last = long.MaxValue, now;
        while ((now = GC.GetTotalMemory(forceFullCollection: true)) < last - 10_000)
        {
            last = now;
            GC.WaitForPendingFinalizers();
        }

        return now;
    }

    private static BucketContents Virtual(long count, Func<long, long> size)
    {
        var bucket = new BucketContents(new VersionIds(1));
        bucket.AddVirtual(new VirtualObjects(count, Key, size, ObjectMetadata.None, Published));
        return bucket;
    }
}
