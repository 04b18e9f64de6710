using System.Globalization;
using ArchiveTransfer.Testing.Storage;
using Xunit;

namespace ArchiveTransfer.Simulator;

public sealed class OrderedKeysTests
{
    private const int Count = 1_000;

    public static TheoryData<string> Rules => ["digits", "sparse", "two numbers", "text", "long digits", "gaps"];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Every_key_is_found_and_every_bound_leads_to_where_halving_would(string rule)
    {
        string[] all = [.. Enumerable.Range(0, Count).Select(i => Key(rule, i)).Order(StringComparer.Ordinal)];
        var keys = new OrderedKeys(all.Length, i => all[i]);
        keys.CheckOrder();
        var random = new Random(1);

        for (var i = 0; i < Count; i += 7)
        {
            Assert.Equal(i, keys.Find(all[i]));
            Assert.Equal(-1, keys.Find(all[i] + "x"));
        }

        for (var i = 0; i < 500; i++)
        {
            var text = all[random.Next(Count)];
            text = random.Next(4) switch
            {
                0 => text[..random.Next(text.Length + 1)],
                1 => text + (char)random.Next(33, 126),
                2 => text[..^1] + (char)random.Next(33, 126),
                _ => text,
            };
            foreach (var kind in Enum.GetValues<BoundKind>())
            {
                var bound = new KeyBound(text, kind);
                Assert.Equal(all.Count(key => bound.Excludes(key)), keys.Seek(bound));
            }
        }
    }

    [Fact]
    public void Finding_one_of_ten_million_takes_a_few_keys()
    {
        var made = 0;
        var keys = new OrderedKeys(10_000_000, number =>
        {
            made++;
            return Key("digits", number);
        });

        made = 0;
        for (var i = 0; i < 10_000_000; i += 9_973)
        {
            Assert.Equal(i, keys.Find(Key("digits", i)));
            Assert.Equal(i, keys.Seek(new KeyBound(Key("digits", i) + "!", BoundKind.After)) - 1);
        }

        Assert.InRange(made / (10_000_000 / 9_973), 1, 4);
    }

    [Fact]
    public void There_may_be_none()
    {
        var keys = new OrderedKeys(0, static _ => throw new InvalidOperationException("There are no keys."));

        Assert.Equal((-1, 0), (keys.Find("a"), keys.Seek(KeyBound.Start)));
    }

    private static string Key(string rule, long i) => rule switch
    {
        "digits" => string.Create(CultureInfo.InvariantCulture, $"data/{i:D9}.zip"),
        "sparse" => string.Create(CultureInfo.InvariantCulture, $"data/{i * i:D12}.zip"),
        "two numbers" => string.Create(CultureInfo.InvariantCulture, $"data/{i / 31:D5}/2024-01-{(i % 31) + 1:D2}.zip"),
        "text" => string.Create(CultureInfo.InvariantCulture, $"data/{(char)('a' + (i % 26))}{(char)('a' + (i / 26 % 26))}{i / 676}"),
        "long digits" => string.Create(CultureInfo.InvariantCulture, $"{i:D30}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"data/{(i < 500 ? i : i + 900_000_000):D9}"),
    };
}
