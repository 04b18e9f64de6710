using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.OwnEndpoint;
using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Claims;

public sealed class SamplePickerTests
{
    private const int Trials = 2_000;

    [Fact]
    public void A_sample_is_the_first_of_what_is_offered_and_keeps_its_bounds()
    {
        for (int seed = 0; seed < Trials; seed++)
        {
            ListedObject[] offered = Offered(new Random(seed));
            var picker = new SamplePicker();
            Array.ForEach(offered, picker.Offer);
            IReadOnlyList<CaseObject> taken = picker.Taken;

            Assert.True(taken.Count <= SamplePicker.MostObjects, $"seed {seed}");
            Assert.True(taken.Count == 1 || picker.Bytes <= SamplePicker.MostBytes, $"seed {seed}");
            Assert.Equal(taken.Sum(static found => found.Size), picker.Bytes);

            // The first always; of the others those that no sample is too small for, without a gap.
            ListedObject[] fitting = [.. offered.Where(static (found, index) => index == 0 || found.Size <= SamplePicker.MostBytes)];
            Assert.Equal(fitting.Take(taken.Count).Select(static found => found.Key), taken.Select(static found => found.Key));
            bool wantsMore = taken.Count < fitting.Length && taken.Count < SamplePicker.MostObjects && picker.Bytes + fitting[taken.Count].Size <= SamplePicker.MostBytes;
            Assert.False(wantsMore && picker.Bytes < SamplePicker.MostBytes, $"seed {seed}: the next one fits");
            Assert.True(taken.Count == fitting.Length || picker.IsFull, $"seed {seed}");
        }
    }

    [Fact]
    public void What_is_larger_than_a_sample_is_taken_as_the_first_and_then_alone()
    {
        var picker = new SamplePicker();
        picker.Offer(Object(0, SamplePicker.MostBytes + 1));
        picker.Offer(Object(1, 0));
        Assert.Equal((1, true, 0), (picker.Taken.Count, picker.IsFull, picker.TooLarge));

        picker = new SamplePicker();
        picker.Offer(Object(0, 1));
        picker.Offer(Object(1, SamplePicker.MostBytes + 1));
        picker.Offer(Object(2, SamplePicker.MostBytes - 1));
        Assert.Equal((SamplePicker.MostBytes, true, 1), (picker.Bytes, picker.IsFull, picker.TooLarge));
    }

    private static ListedObject[] Offered(Random random)
    {
        // Sizes of all orders, so that number and bytes both end samples.
        int largest = random.Next(10, 34);
        return [.. Enumerable.Range(0, random.Next(1, 150)).Select(index => Object(index, random.NextInt64(1L << random.Next(1, largest))))];
    }

    private static ListedObject Object(int index, long size) => new($"{index:D4}.zip", size, "e", DateTimeOffset.UnixEpoch, StorageClass: null);
}
