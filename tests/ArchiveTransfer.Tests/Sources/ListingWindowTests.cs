using ArchiveTransfer.Sources;
using Xunit;

namespace ArchiveTransfer.Tests.Sources;

public sealed class ListingWindowTests
{
    private const int Scaled = 100_000;

    public static TheoryData<string> Shapes => [.. KeyShape.Names];

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Every_shape_of_keys_costs_at_most_three_tenths_more_requests_than_it_has_pages(string shape)
    {
        string[] keys = KeyShape.Create(shape, Scaled, seed: 5);
        var listing = new VirtualListing(new SortedPages(keys));
        listing.Read();
        Assert.InRange(listing.Requests, 1, 1.3 * Math.Ceiling(keys.Length / 1_000.0));
    }

    [Theory]
    [InlineData("even", 10)]
    [InlineData("hexadecimal", 10)]
    [InlineData("leaves of one", 10)]
    [InlineData("shared prefix", 5)]
    [InlineData("99 % in 1 %", 5)]
    [InlineData("binance", 5)]
    public void A_million_keys_are_listed_many_times_as_fast_as_one_page_after_the_other(string shape, int times)
    {
        string[] keys = KeyShape.Create(shape, 1_000_000, seed: 7);
        var listing = new VirtualListing(new SortedPages(keys));
        listing.Read();
        Assert.True(listing.Elapsed * times <= keys.Length / 1_000 * 50, $"{listing.Elapsed} ms");
        Assert.InRange(listing.Requests, 1, 1.3 * Math.Ceiling(keys.Length / 1_000.0));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Whatever_the_keys_and_the_pages_are_each_key_comes_once_and_in_order(string shape)
    {
        for (int seed = 0; seed < 30; seed++)
        {
            var random = new Random(seed);
            string[] keys = KeyShape.Create(shape, random.Next(3_000), seed);
            new VirtualListing(new SortedPages(keys, random.Next(1, 60)), seed).Read(perPage: random.Next(3) * 20);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(999)]
    [InlineData(1_000)]
    [InlineData(1_001)]
    [InlineData(2_000)]
    [InlineData(3_999)]
    public void A_small_listing_costs_what_it_has_pages(int count)
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("even", count, seed: 1)));
        listing.Read();
        Assert.Equal(Math.Max(1, (count + 999) / 1_000), listing.Requests);
        Assert.Equal(1, listing.MostInFlight);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_first_page_is_there_after_one_request(string shape)
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create(shape, 20_000, seed: 3)));
        listing.Read();
        Assert.InRange(listing.FirstPageAt, 0, 55);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_waits_for_the_reader_is_what_he_needs_while_an_answer_is_on_its_way(string shape)
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create(shape, Scaled, seed: 9)));
        listing.Read(perPage: 4);
        Assert.InRange(listing.MostUnread, 0, 9);
        Assert.InRange(listing.MostInFlight, 1, 9);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void What_waits_for_a_reader_who_is_nearly_always_there_is_bounded(string shape)
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create(shape, 3 * Scaled, seed: 9)));
        listing.Read(perPage: 0.1);
        Assert.InRange(listing.MostUnread, 0, ListingWindow.MaxPages);
        Assert.InRange(listing.MostInFlight, 1, ListingWindow.MaxInFlight);
    }

    [Fact]
    public void A_reader_slower_than_one_page_after_the_other_is_read_ahead_for_by_one_page()
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("even", 50_000, seed: 1)));
        listing.Read(perPage: 200);
        Assert.Equal(50, listing.Requests);
        Assert.Equal(1, listing.MostInFlight);
        Assert.InRange(listing.MostUnread, 0, 1);
    }

    [Fact]
    public void Long_keys_that_share_little_are_held_in_fewer_pages()
    {
        var random = new Random(3);
        string[] keys = [.. Enumerable.Range(0, 40_000).Select(_ => KeyShape.Prefix + Convert.ToHexString(RandomBytes(random, 300))).Order(StringComparer.Ordinal)];
        var listing = new VirtualListing(new SortedPages(keys));
        listing.Read();
        Assert.InRange(listing.MostUnread, 1, 4);
    }

    [Fact]
    public void A_store_that_answers_at_once_is_read_one_page_after_the_other()
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("even", 100_000, seed: 1)), latency: 5);
        listing.Read(perPage: 1);
        Assert.Equal((100, 1), (listing.Requests, listing.MostInFlight));
    }

    [Fact]
    public void A_store_that_is_slower_the_more_is_asked_of_it_is_asked_for_little_at_once()
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("even", 300_000, seed: 1))) { AnswersOneByOne = true };
        listing.Read();
        Assert.InRange(listing.UsualInFlight, 1, 8);
    }

    [Fact]
    public void A_stretch_that_is_slow_whatever_is_asked_for_beside_it_is_read_widely_again()
    {
        string[] keys = KeyShape.Create("even", 600_000, seed: 1);
        var listing = new VirtualListing(new SortedPages(keys), latency: 60) { Slowness = call => IsBetween(call, keys[200_000], keys[400_000]) ? 10 : 1 };
        listing.Read();

        // Serially 400 pages of 60 ms and 200 of 600.
        Assert.InRange(listing.Elapsed, 0, ((400 * 60) + (200 * 600)) / 4);
    }

    [Fact]
    public void Answers_that_tell_of_branches_only_say_nothing_of_how_long_a_page_takes()
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("binance", 300_000, seed: 1)), latency: 100) { Slowness = static call => call.Segment is null ? 0.2 : 1 };
        listing.Read();
        Assert.InRange(listing.Elapsed, 0, 300 * 100 / 3);
    }

    [Fact]
    public void A_store_whose_answers_take_now_little_and_now_long_is_not_taken_for_a_crowded_one()
    {
        var listing = new VirtualListing(new SortedPages(KeyShape.Create("even", 600_000, seed: 1)), latency: 100) { Jitter = 0.9 };
        listing.Read();
        Assert.InRange(listing.Elapsed, 0, 600 * 100 / 4);
    }

    private static bool IsBetween(in ListingCall call, string from, string to)
    {
        string at = call.Request.StartAfter ?? call.Request.ContinuationToken ?? "";
        return string.CompareOrdinal(at, from) >= 0 && string.CompareOrdinal(at, to) < 0;
    }

    private static byte[] RandomBytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
