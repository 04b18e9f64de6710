using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.Sources;
using Xunit;

namespace ArchiveTransfer.Tests.Sources;

public sealed class ListingReaderTests
{
    private const int PageSize = 20;

    private readonly SortedPages even = new(KeyShape.Create("even", 2_000, seed: 1), PageSize);

    public static TheoryData<string> Shapes => [.. KeyShape.Names];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Every_shape_of_keys_is_read_as_one_page_after_the_other_reads_it(string shape)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            var random = new Random(seed);
            var pages = new SortedPages(KeyShape.Create(shape, random.Next(3_000), seed), random.Next(1, 40));
            var store = new ListingStore(request => Answer(pages, request), seed);
            Assert.Equal(pages.Keys, await ReadAsync(store));
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_store_that_does_not_start_where_it_is_told_is_read_as_one_page_after_the_other_reads_it(string shape)
    {
        var pages = new SortedPages(KeyShape.Create(shape, 2_000, seed: 4), PageSize);
        await AssertSerialAsync(request => Answer(pages, request with { StartAfter = null }));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_store_that_finds_nothing_after_what_is_no_key_is_read_as_one_page_after_the_other_reads_it(string shape)
    {
        var pages = new SortedPages(KeyShape.Create(shape, 2_000, seed: 4), PageSize);
        await AssertSerialAsync(request => request.StartAfter is { } after && !pages.Keys.Contains(after) ? new ObjectPage([], null) : Answer(pages, request));
    }

    [Fact]
    public async Task A_store_that_refuses_to_start_after_what_is_no_key_is_read_as_one_page_after_the_other_reads_it() =>
        await AssertSerialAsync(request => request.StartAfter is { } after && !even.Keys.Contains(after) ? Refused() : Answer(even, request));

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task A_store_that_orders_by_UTF_16_is_read_as_one_page_after_the_other_reads_it(string shape)
    {
        for (int seed = 0; seed < 12; seed++)
        {
            string[] keys = [.. KeyShape.Create(shape, 2_000, seed).Order(StringComparer.Ordinal)];
            var pages = new SortedPages(keys, 5 + (3 * seed), StringComparer.Ordinal);
            await AssertSerialAsync(request => Answer(pages, request), seed);
        }
    }

    [Fact]
    public async Task Characters_that_UTF_16_orders_otherwise_are_not_lost_between_pages()
    {
        string[] keys = [.. Enumerable.Range(0, 3_000).Select(static number => KeyShape.Prefix + char.ConvertFromUtf32((number % 2 == 0 ? 0xE000 : 0x10000) + number)).Order(StringComparer.Ordinal)];
        for (int size = 1; size < 80; size += 6)
        {
            var pages = new SortedPages(keys, size, StringComparer.Ordinal);
            await AssertSerialAsync(request => Answer(pages, request));
        }
    }

    [Fact]
    public async Task A_store_in_no_order_is_read_as_one_page_after_the_other_reads_it()
    {
        for (int seed = 0; seed < 12; seed++)
        {
            // In order up to somewhere, so that it is found out late, and then not.
            string[] keys = [.. even.Keys];
            int ordered = new Random(seed).Next(keys.Length);
            new Random(seed).Shuffle(keys.AsSpan(ordered));
            await AssertSerialAsync(
                request =>
                {
                    int from = request.ContinuationToken is { } token ? int.Parse(token, System.Globalization.CultureInfo.InvariantCulture) : Array.IndexOf(keys, request.StartAfter) + 1;
                    ListedObject[] page = [.. keys.Skip(from).Take(PageSize).Select(static key => new ListedObject(key, 1, "e", null, null))];
                    return new ObjectPage(page, from + PageSize < keys.Length ? (from + PageSize).ToString(System.Globalization.CultureInfo.InvariantCulture) : null);
                },
                seed);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(700)]
    [InlineData(1_999)]
    public async Task A_listing_that_fails_says_after_which_key_and_delivers_nothing_behind_it(int readable)
    {
        string? broken = readable == 0 ? null : even.Keys[readable - 1];
        var store = new ListingStore(request =>
        {
            StoreResult<ObjectPage> page = Answer(even, request);
            return page.Value.Objects.Any(item => broken is null || Utf8KeyComparer.Instance.Compare(item.Key, broken) > 0) && IsBefore(request, broken) ? Refused() : page;
        });
        await AssertFailsAsync(store, "AccessDenied");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task A_token_that_comes_twice_ends_the_listing_with_an_error_wherever_it_is(int skipped)
    {
        string from = even.Keys[skipped * PageSize];
        var store = new ListingStore(request =>
        {
            ObjectPage page = Answer(even, request).Value;
            return request.Delimiter is null && IsBefore(request, from) && page.Objects.Any(item => item.Key == from)
                ? new ObjectPage([], "again")
                : request.ContinuationToken == "again" ? new ObjectPage([], "again") : page;
        });
        await AssertFailsAsync(store, "EndlessListing");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(50)]
    public async Task Three_empty_pages_that_claim_more_end_the_listing_with_an_error_wherever_they_are(int skipped)
    {
        string from = even.Keys[skipped * PageSize];
        int token = 0;
        var store = new ListingStore(request =>
            request.ContinuationToken?.StartsWith("empty", StringComparison.Ordinal) == true || Answer(even, request).Value.Objects.Any(item => item.Key == from)
                ? new ObjectPage([], $"empty{token++}")
                : Answer(even, request));
        await AssertFailsAsync(store, "EndlessListing");
    }

    [Fact]
    public async Task Requests_that_are_throttled_are_repeated()
    {
        var seen = new HashSet<ListRequest>();
        var store = new ListingStore(request => seen.Add(request) ? new StoreError { Operation = StoreOperation.ListObjectsV2, Kind = StoreErrorKind.Throttled, Code = "SlowDown" } : Answer(even, request));
        Assert.Equal(even.Keys, await ReadAsync(store));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(40)]
    public async Task A_reader_who_stops_leaves_no_request_behind(int pages)
    {
        var store = new ListingStore(request => Answer(even, request)) { HangsAfter = even.Keys[(pages + 2) * PageSize] };
        await foreach (IReadOnlyList<ListedObject> _ in store.Reader().ReadAsync(null, null, Ending))
        {
            if (--pages == 0)
            {
                break;
            }
        }

        int sent = store.Requests.Length;
        Assert.Equal(0, store.InFlight);
        await Task.Yield();
        Assert.Equal(sent, store.Requests.Length);
    }

    [Fact]
    public async Task A_listing_that_is_cancelled_leaves_no_request_behind()
    {
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Ending);
        var store = new ListingStore(request => Answer(even, request)) { HangsAfter = even.Keys[30 * PageSize] };
        Task reading = Task.Run(
            async () =>
            {
                await foreach (IReadOnlyList<ListedObject> _ in store.Reader().ReadAsync(null, null, cancelling.Token))
                {
                }
            },
            Ending);
        await store.Hung.Task.WaitAsync(Ending);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        Assert.Equal(0, store.InFlight);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Nothing_is_read_ahead_behind_the_end_of_a_bounded_listing(string shape)
    {
        var pages = new SortedPages(KeyShape.Create(shape, 2_000, seed: 2), PageSize);
        int end = pages.Keys.Length * 2 / 3;
        string until = pages.Keys[end];
        var store = new ListingStore(request => Answer(pages, request));
        var read = new List<string>();
        await foreach (IReadOnlyList<ListedObject> page in store.Reader().ReadAsync(null, until, Ending))
        {
            read.AddRange(page.Select(static item => item.Key));
            if (Utf8KeyComparer.Instance.Compare(read[^1], until) >= 0)
            {
                break;
            }
        }

        Assert.Equal(pages.Keys.Take(read.Count), read);
        Assert.InRange(read.Count, end + 1, end + PageSize + 1);
        Assert.All(store.Requests, request => Assert.True(IsBefore(request, until)));
    }

    [Fact]
    public async Task A_reader_who_stays_away_finds_no_more_than_the_bound_when_he_comes_back()
    {
        var pages = new SortedPages(KeyShape.Create("even", 4_000, seed: 1), 10);
        var store = new ListingStore(request => Answer(pages, request));
        int taken = 0;
        await foreach (IReadOnlyList<ListedObject> _ in store.Reader().ReadAsync(null, null, Ending))
        {
            taken++;
            int wasted = store.Requests.Length - taken - ListingWindow.MaxPages;
            Assert.InRange(wasted, int.MinValue, (int)(4 + (0.3 * taken)));
            Assert.InRange(store.MostInFlight, 1, ListingWindow.MaxInFlight);
        }
    }

    [Theory]
    [InlineData(0, 4, ListingWindow.MaxInFlight)]
    [InlineData(500, 1, 1)]
    public async Task As_much_is_asked_for_at_once_as_the_time_of_the_reader_and_of_the_store_say(int millisecondsPerPage, int least, int most)
    {
        var pages = new SortedPages(KeyShape.Create("even", 4_000, seed: 1), 10);
        var store = new ListingStore(request => Answer(pages, request));
        await foreach (IReadOnlyList<ListedObject> _ in store.Reader().ReadAsync(null, null, Ending))
        {
            store.Time.Advance(TimeSpan.FromMilliseconds(millisecondsPerPage));
        }

        Assert.InRange(store.MostInFlight, least, most);
    }

    [Fact]
    public async Task Two_listings_whose_pages_end_at_different_keys_do_not_take_the_wait_for_each_other_for_work()
    {
        string[] keys = KeyShape.Create("even", 4_000, seed: 1);
        var (all, later) = (new SortedPages(keys, 10), new SortedPages(keys[5..], 10));
        var time = new TestTime();
        var source = new ListingStore(request => Answer(all, request)) { Time = time };
        var destination = new ListingStore(request => Answer(later, request), seed: 2) { Time = time };
        var waits = new ListingWaits();

        await using IAsyncEnumerator<string> other = KeysAsync(destination.Reader(waits: waits)).GetAsyncEnumerator(Ending);
        bool hasOther = await other.MoveNextAsync();
        int same = 0;
        await foreach (string key in KeysAsync(source.Reader(waits: waits)))
        {
            if (hasOther && other.Current == key)
            {
                same++;
                hasOther = await other.MoveNextAsync();
            }
        }

        Assert.Equal(keys.Length - 5, same);
        Assert.InRange(source.MostInFlight, 4, ListingWindow.MaxInFlight);
        Assert.InRange(destination.MostInFlight, 4, ListingWindow.MaxInFlight);
    }

    [Fact]
    public async Task Who_may_stop_soon_is_read_ahead_for_by_one_page()
    {
        var pages = new SortedPages(KeyShape.Create("even", 1_000, seed: 1), 10);
        var store = new ListingStore(request => Answer(pages, request));
        await foreach (IReadOnlyList<ListedObject> _ in store.Reader(mayStopSoon: true).ReadAsync(null, null, Ending))
        {
        }

        Assert.Equal((100, 1), (store.Requests.Length, store.MostInFlight));
    }

    private static async IAsyncEnumerable<string> KeysAsync(ListingReader reader)
    {
        await foreach (IReadOnlyList<ListedObject> page in reader.ReadAsync(null, null, Ending))
        {
            foreach (ListedObject item in page)
            {
                yield return item.Key;
            }
        }
    }

    private static StoreResult<ObjectPage> Answer(SortedPages pages, in ListRequest request) => pages.Read(request);

    private static StoreError Refused() => new() { Operation = StoreOperation.ListObjectsV2, Kind = StoreErrorKind.Permanent, Code = "AccessDenied" };

    private static bool IsBefore(in ListRequest request, string? key) =>
        (request.ContinuationToken ?? request.StartAfter) is not { } after || key is null || Utf8KeyComparer.Instance.Compare(after, key) <= 0;

    private static async Task<List<string>> ReadAsync(ListingStore store)
    {
        var keys = new List<string>();
        await foreach (IReadOnlyList<ListedObject> page in store.Reader().ReadAsync(startAfter: null, until: null, Ending))
        {
            Assert.NotEmpty(page);
            keys.AddRange(page.Select(static item => item.Key));
        }

        Assert.Equal(0, store.InFlight);
        return keys;
    }

    private static async Task AssertSerialAsync(Func<ListRequest, StoreResult<ObjectPage>> answer, int seed = 1) =>
        Assert.Equal(ListingStore.ReadSerially(answer), await ReadAsync(new ListingStore(answer, seed)));

    private async Task AssertFailsAsync(ListingStore store, string code)
    {
        var keys = new List<string>();
        ListingFailedException failure = await Assert.ThrowsAsync<ListingFailedException>(async () =>
        {
            await foreach (IReadOnlyList<ListedObject> page in store.Reader().ReadAsync(null, null, Ending))
            {
                keys.AddRange(page.Select(static item => item.Key));
            }
        });
        Assert.Equal(code, failure.Error.Code);
        Assert.Equal(even.Keys.Take(keys.Count), keys);
        Assert.Equal(keys.LastOrDefault(), failure.LastKey);
        Assert.InRange(keys.Count, 0, even.Keys.Length - 1);
        Assert.Equal(0, store.InFlight);
    }
}
