namespace ArchiveTransfer.Testing.Storage;

/// <summary>Keys that follow from their number and ascend. A search guesses from the digits in them, so that it mostly makes two keys, not twenty.</summary>
internal sealed class OrderedKeys(long count, Func<long, string> key)
{
    private const int CheckedAtOnce = 1_000;
    private const int Guesses = 4;
    private const int MostDigits = 18;

    private readonly string _first = count > 0 ? key(0) : "";
    private readonly string _last = count > 0 ? key(count - 1) : "";

    public long Count => count;

    public string this[long number] => key(number);

    /// <summary>Number of the key; -1: it is none of these.</summary>
    public long Find(string text)
    {
        var number = Seek(new KeyBound(text, BoundKind.From), out var found);
        return found == text ? number : -1;
    }

    /// <summary>Number of the first key that the bound does not exclude.</summary>
    public long Seek(in KeyBound bound) => Seek(bound, out _);

    /// <summary>Looks at the first thousand and at samples of the rest: all of a million would cost more than most tests.</summary>
    /// <exception cref="ArgumentException">Some do not ascend.</exception>
    public void CheckOrder()
    {
        CheckOrder(1, Math.Min(count, CheckedAtOnce), 1);
        CheckOrder(CheckedAtOnce, count, Math.Max(1, count / CheckedAtOnce));
    }

    private long Seek(in KeyBound bound, out string? found)
    {
        // Keys below low are excluded, those from high on are not, and found is the one at high.
        long low = 0, high = count;
        var before = (Number: 0L, Key: _first);
        var after = (Number: count - 1, Key: _last);
        found = null;
        for (var round = 0; low < high; round++)
        {
            var middle = round < Guesses ? Math.Clamp(Guess(before, after, bound.Text), low, high - 1) : low + ((high - low) / 2);
            var text = key(middle);
            if (bound.Excludes(text))
            {
                low = middle + 1;
                before = (middle, text);
                continue;
            }

            high = middle;
            after = (middle, text);
            found = text;
            if (bound.Kind == BoundKind.From && text == bound.Text)
            {
                return middle;
            }
        }

        return low;
    }

    // Where the text would be if the digits in which the two keys differ grew evenly between them; anything else falls back to the middle.
    private static long Guess((long Number, string Key) before, (long Number, string Key) after, string text)
    {
        var start = before.Key.AsSpan().CommonPrefixLength(after.Key);
        var width = DigitsFrom(before.Key, start);
        if (width is 0 or > MostDigits || DigitsFrom(after.Key, start) != width || !text.AsSpan().StartsWith(before.Key.AsSpan(0, start)))
        {
            return before.Number + ((after.Number - before.Number) / 2);
        }

        var low = Value(before.Key, start, width);
        var high = Value(after.Key, start, width);
        var wanted = Math.Clamp(Value(text, start, width), low, high);
        return before.Number + (long)((Int128)(wanted - low) * (after.Number - before.Number) / (high - low));
    }

    private static int DigitsFrom(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - start;
    }

    private static long Value(string text, int start, int width)
    {
        long value = 0;
        var isNumber = true;
        for (var i = start; i < start + width; i++)
        {
            isNumber = isNumber && i < text.Length && char.IsAsciiDigit(text[i]);
            value = (value * 10) + (isNumber ? text[i] - '0' : 0);
        }

        return value;
    }

    private void CheckOrder(long from, long to, long step)
    {
        for (var i = from; i < to; i += step)
        {
            RequireOrder(key(i - 1), key(i));
        }
    }

    public static void RequireOrder(string first, string second)
    {
        if (Utf8Order.Compare(first, second) >= 0)
        {
            throw new ArgumentException($"Virtual keys must ascend in UTF-8 order: '{second}' does not follow '{first}'.");
        }
    }
}
