using System.Security.Cryptography;
using System.Text.Json;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Scale;

/// <summary>
/// Peak memory of the collecting program, alone in its process with the store in another: it follows concurrency, not the number or size
/// of objects. The program reports its own peak working set, as the kernel kept it. Alone also on the machine: how many requests a run has in
/// flight, it finds by what comes back.
/// </summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    private const long Megabyte = 1_000_000;
    private const long SixGiB = 6L << 30;

    [Fact]
    public async Task A_million_objects_are_planned_in_the_memory_of_a_thousand()
    {
        long thousand = await PeakAsync(1_000, "--dry-run");
        long million = await PeakAsync(thousand + (25 * Megabyte), 1_000_000, "--dry-run");
        Assert.True(million - thousand < 25 * Megabyte, $"{thousand} bytes for 1,000 objects, {million} for 1,000,000");
    }

    /// <summary>Where answers take a while, pages are asked for many at once: some of them wait.</summary>
    [Fact]
    public async Task A_distant_store_is_planned_in_the_memory_of_a_near_one()
    {
        long near = await PeakAsync(200_000, "--dry-run");
        long far = await PeakAsync(near + (25 * Megabyte), 200_000, "--dry-run", "--latency", "50");
        Assert.True(far - near < 25 * Megabyte, $"{near} bytes at once, {far} after 50 ms each");
    }

    [Fact]
    public async Task Fifty_thousand_objects_are_copied_in_the_memory_of_a_thousand()
    {
        long thousand = await PeakAsync(1_000);
        long many = await PeakAsync(thousand + (25 * Megabyte), 50_000);
        Assert.True(many - thousand < 25 * Megabyte, $"{thousand} bytes for 1,000 objects, {many} for 50,000");
    }

    [Fact]
    public async Task Six_GiB_are_copied_by_parts_without_a_byte_through_the_client()
    {
        await using ConfiguredStore store = await StoreAsync(SixGiB);

        JsonElement result = Succeeded(await store.RunAsync("--json"));

        JsonElement measurements = result.GetProperty("measurements");
        Assert.Equal(123, measurements.GetProperty("requests").GetProperty("UploadPartCopy").GetInt64());
        Assert.Equal((0, 0), (measurements.GetProperty("bytes_received").GetInt64(), measurements.GetProperty("bytes_sent").GetInt64()));
        Assert.Equal(SixGiB, store.Destination.Get("large.bin")!.Size);
        Assert.Equal(0, store.Destination.OpenUploads);
    }

    [Theory]
    [InlineData(6, 50)]
    [InlineData(3, 1_024)]
    public async Task Gibibytes_are_streamed_within_100_MB_above_the_idle_program_whatever_the_part_size(int sizeGiB, int partSizeMiB)
    {
        await using ConfiguredStore idle = await StoreAsync(0);
        long floor = PeakOf(Succeeded(await idle.RunAsync("--json")));
        long size = (long)sizeGiB << 30;
        await using ConfiguredStore store = await StoreAsync(size);
        store.Source.DenyCopyOf(_ => true);
        store.Options["PartSizeMiB"] = partSizeMiB;

        JsonElement result = Succeeded(await store.RunAsync("--json"));

        Assert.Equal(size, result.GetProperty("measurements").GetProperty("bytes_sent").GetInt64());
        Assert.Equal(size, store.Destination.Get("large.bin")!.Size);
        Assert.Equal(await ETagAsync(store.Source.Get("large.bin")!, partSizeMiB), store.Destination.Get("large.bin")!.ETag);
        Assert.True(PeakOf(result) - floor < 100 * Megabyte, $"{floor} bytes idle, {PeakOf(result)} streaming");
    }

    /// <summary>What the ETag of the right bytes in parts of that size is; the store keeps no content of its own.</summary>
    private static async Task<string> ETagAsync(S3StoredObject source, int partSizeMiB)
    {
        using Stream content = source.Open();
        using var whole = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[1 << 20];
        int parts = 0;
        for (long position = 0; position < source.Size; parts++)
        {
            using var part = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
            for (long end = Math.Min(source.Size, position + ((long)partSizeMiB << 20)); position < end; position += buffer.Length)
            {
                await content.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken);
                part.AppendData(buffer);
            }

            whole.AppendData(part.GetHashAndReset());
        }

        return $"{Convert.ToHexStringLower(whole.GetHashAndReset())}-{parts}";
    }

    private static async Task<ConfiguredStore> StoreAsync(long size)
    {
        ConfiguredStore store = await ConfiguredStore.StartAsync(TestContext.Current.CancellationToken);
        store.Source.AddVirtual(1, static _ => "large.bin", _ => size);
        store.Destination.KeepsContent = false;
        return store;
    }

    /// <summary>The least of up to three runs, none after one below: memory that grows does so in all of them, a collector that came late in one.</summary>
    private static async Task<long> PeakAsync(long below, int objects, params string[] arguments)
    {
        long least = long.MaxValue;
        for (int run = 0; run < 3 && least >= below; run++)
        {
            least = Math.Min(least, await PeakAsync(objects, arguments));
        }

        return least;
    }

    private static async Task<long> PeakAsync(int objects, params string[] arguments)
    {
        JsonElement result = Succeeded(await QuickStartProcess.RunAsync(["--objects", $"{objects}", "--size", "1000", "--json", .. arguments]));
        JsonElement totals = result.GetProperty("totals");
        Assert.Equal(objects, totals.GetProperty("copied").GetInt64() + totals.GetProperty("would_copy").GetInt64());
        return PeakOf(result);
    }

    private static long PeakOf(JsonElement result) => result.GetProperty("measurements").GetProperty("peak_working_set_bytes").GetInt64();

    private static JsonElement Succeeded(QuickStartOutcome outcome)
    {
        Assert.True(outcome.ExitCode == 0, outcome.Output + outcome.Errors);
        return outcome.Json();
    }
}
