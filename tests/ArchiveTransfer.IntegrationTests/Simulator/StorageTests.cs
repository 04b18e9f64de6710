using System.Text;
using ArchiveTransfer.Testing.Storage;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class StorageTests
{
    [Fact]
    public void The_order_of_keys_is_that_of_their_bytes()
    {
        string[] keys = ["", "a", "a\0", "ab", "b", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uff5e", "\uffff", "\U00010000", "\U0001F600", "\U0010ffff", "a\uff5e", "a\U0001F600"];

        foreach (var left in keys)
        {
            foreach (var right in keys)
            {
                var expected = Encoding.UTF8.GetBytes(left).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(right));
                Assert.Equal(Math.Sign(expected), Math.Sign(Utf8Order.Compare(left, right)));
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_index_agrees_with_a_sorted_set_after_any_insertions_and_removals(int seed)
    {
        var random = new Random(seed);
        var index = new ObjectIndex();
        var expected = new SortedSet<string>(Comparer<string>.Create(Utf8Order.Compare));
        for (var i = 0; i < 20_000; i++)
        {
            // Mostly growing first, mostly shrinking later; half of the keys ascend as listings make them.
            var key = random.Next(2) == 0 ? $"k{i:D6}" : $"k{random.Next(20_000):D6}";
            if (random.Next(20_000) > i)
            {
                index.Set(Object(key));
                expected.Add(key);
            }
            else
            {
                Assert.Equal(expected.Remove(key), index.Remove(key));
            }
        }

        Assert.Equal(expected.Count, index.Count);
        Assert.Equal(expected, Walk(index, KeyBound.Start));
        foreach (var kind in Enum.GetValues<BoundKind>())
        {
            var bound = new KeyBound($"k{random.Next(20_000):D6}"[..6], kind);
            Assert.Equal(expected.Where(key => !bound.Excludes(key)), Walk(index, bound));
        }

        Assert.All(expected, key => Assert.NotNull(index.Find(key)));
        Assert.Null(index.Find("k"));
    }

    [Fact]
    public void Any_slice_of_any_composition_reads_as_the_bytes_would()
    {
        var random = new Random(1);
        var content = VirtualContent.Of("key", 10_000) as Content;
        var bytes = Read(content);
        for (var i = 0; i < 500; i++)
        {
            var offset = random.Next(bytes.Length);
            var length = random.Next(bytes.Length - offset + 1);
            var slice = SegmentedContent.Slice(content, offset, length);
            Assert.Equal(bytes[offset..(offset + length)], Read(slice));

            if (i % 50 == 0)
            {
                content = SegmentedContent.Join([slice, new ByteContent(bytes.AsMemory(0, 77)), content]);
                bytes = [.. bytes[offset..(offset + length)], .. bytes[..77], .. bytes];
                Assert.Equal(bytes, Read(content));
            }
        }
    }

    [Fact]
    public void Copying_a_whole_object_by_parts_gives_back_its_content_itself()
    {
        var content = VirtualContent.Of("key", 6L << 30);
        var parts = Enumerable.Range(0, 6).Select(i => SegmentedContent.Slice(content, (long)i << 30, 1 << 30));

        Assert.Same(content, SegmentedContent.Join(parts));
    }

    [Theory]
    [InlineData(64 << 20, true)]
    [InlineData((64 << 20) + 1, false)]
    public void Only_what_is_made_by_rule_has_a_stand_in_for_its_MD5_above_64_MiB(int madeByRule, bool isTrue)
    {
        var made = VirtualContent.Of("key", 1L << 30);
        var half = madeByRule / 2;
        var content = SegmentedContent.Join([new ByteContent(new byte[1_000]), SegmentedContent.Slice(made, 5, half), SegmentedContent.Slice(made, 1 << 28, madeByRule - half)]);

        Assert.Equal(isTrue ? ContentHash.Md5(content) : ContentHash.StandIn(content), ContentHash.Md5OrStandIn(content));
        Assert.NotEqual(ContentHash.Md5(content), ContentHash.StandIn(content));
    }

    [Fact]
    public void An_object_without_versions_pays_nothing_for_them()
    {
        const int Count = 1_000;
        var objects = new StoredObject[Count];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Count; i++)
        {
            objects[i] = Object("key");
        }

        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Count, 1, 120);
        Assert.All(objects, static plain => Assert.Equal(typeof(StoredObject), plain.GetType()));
    }

    private static StoredObject Object(string key) => new(key, ByteContent.Empty, default, ObjectMetadata.None, default);

    private static List<string> Walk(ObjectIndex index, KeyBound start)
    {
        var keys = new List<string>();
        for (var position = index.Seek(start); index.At(position) is { } found; position = index.Next(position))
        {
            keys.Add(found.Key);
        }

        return keys;
    }

    private static byte[] Read(Content content)
    {
        var bytes = new byte[content.Length];
        if (bytes.Length > 0)
        {
            content.Read(0, bytes);
        }

        return bytes;
    }

    [Fact]
    public void Nothing_is_written_into_a_bucket_behind_its_deletion()
    {
        var contents = new BucketContents(new VersionIds(1));
        var upload = new MultipartUpload("id", "key", ObjectMetadata.None, "owner", default);
        var written = new StoredObject("key", ByteContent.Empty, new ETag(1), ObjectMetadata.None, default);
        contents.Commit(written);
        Assert.False(contents.TryClose());
        contents.Delete("key", default);
        contents.Begin(upload);

        Assert.True(contents.TryClose());

        Assert.Throws<BucketGoneException>(() => { contents.Commit(written); });
        Assert.Throws<BucketGoneException>(() => { contents.Complete(upload, written, precondition: null); });
        Assert.Throws<BucketGoneException>(() => contents.Begin(new MultipartUpload("other", "key", ObjectMetadata.None, "owner", default)));
        Assert.Null(contents.Find("key"));
    }
}
