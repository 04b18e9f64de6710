using System.Text;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>
/// Measures distances between keys in numbers of keys, as far as one stretch of a listing tells: keys are read as numbers whose digits are the
/// characters seen at each place. A guess, good for choosing where to start reading and for nothing else.
/// </summary>
internal sealed class KeyRuler
{
    private const int SamplesPerPage = 40;
    private const int MaxPages = 4;
    private const int DigitsBefore = 5;
    private const int DigitsAfter = 12;
    private const int PlacesBefore = 16;

    /// <summary>A set with more characters than this beyond letters and digits is taken for all of Unicode.</summary>
    private const int FewCharacters = 24;

    /// <summary>Past the end of a key: sorts before every character.</summary>
    private const int Ended = -1;

    private static readonly UInt128 MaxValue = UInt128.One << 110;

    private readonly Queue<Sampled> pages = new();
    private string last = "";
    private long count;
    private bool isMeasured;
    private int start;
    private Place[] places = [];
    private double perKey;

    /// <summary>Keys seen, of those still remembered.</summary>
    public long Count => count;

    /// <summary>First key seen, of those still remembered.</summary>
    public string First => pages.Peek().First;

    public string Last => last;

    /// <summary>Some of the keys, in order.</summary>
    public IEnumerable<string> Samples => pages.SelectMany(static page => page.Samples);

    /// <summary>Takes in a page that follows those before.</summary>
    public void Add(ListedObjects page)
    {
        if (pages.Count == MaxPages)
        {
            // The oldest says the least about what comes next.
            count -= pages.Dequeue().Count;
        }

        int step = Math.Max(1, page.Count / SamplesPerPage);
        var samples = new string[(page.Count + step - 1) / step];
        for (int index = 0; index < samples.Length; index++)
        {
            samples[index] = page.Key(index * step);
        }

        pages.Enqueue(new Sampled(samples, page.Key(0), page.Count));
        last = page.Key(page.Count - 1);
        count += page.Count;
        isMeasured = false;
    }

    /// <summary>A text about so many keys after a key or text; null: the keys seen do not tell. Always after <paramref name="from"/> and valid Unicode.</summary>
    public string? Ahead(string from, double keys)
    {
        Measure();
        int[] origin = Scalars(from);
        if (perKey <= 0 || origin.Length < start)
        {
            return null;
        }

        UInt128 range = UInt128.One;
        foreach (Place place in places)
        {
            range *= (uint)place.Radix;
        }

        double delta = perKey * keys;
        if (delta >= (double)MaxValue)
        {
            return null;
        }

        UInt128 value = Value(origin) + (UInt128)Math.Max(1, delta);
        if (value >= range)
        {
            return null;
        }

        var text = new StringBuilder();
        foreach (int scalar in origin.AsSpan(0, start))
        {
            text.Append(new Rune(scalar));
        }

        Span<int> digits = stackalloc int[places.Length];
        for (int index = places.Length - 1; index >= 0; index--)
        {
            (value, UInt128 digit) = UInt128.DivRem(value, (uint)places[index].Radix);
            digits[index] = (int)digit;
        }

        for (int index = 0; index < places.Length; index++)
        {
            // Separators are those of the key the text starts from.
            int scalar = places[index].IsFixed && start + index < origin.Length ? origin[start + index] : places[index].Scalar(digits[index]);
            if (scalar == Ended)
            {
                break;
            }

            text.Append(new Rune(scalar));
        }

        string ahead = text.ToString();
        return Utf8KeyComparer.Instance.Compare(ahead, from) > 0 ? ahead : null;
    }

    private static int[] Scalars(string key)
    {
        var scalars = new int[key.Length];
        int length = 0;
        foreach (Rune rune in key.EnumerateRunes())
        {
            scalars[length++] = rune.Value;
        }

        return scalars[..length];
    }

    private void Measure()
    {
        if (isMeasured)
        {
            return;
        }

        isMeasured = true;
        perKey = 0;
        int[] low = Scalars(First);
        int[] high = Scalars(last);
        int common = low.AsSpan().CommonPrefixLength(high);
        if (common == high.Length)
        {
            return;
        }

        int[][] sampled = [.. Samples.Select(Scalars)];
        SortedSet<int>[] seen = new SortedSet<int>[DigitsAfter];
        var letters = new CharacterClasses();
        bool isOneName = true;
        for (int index = 0; index < seen.Length; index++)
        {
            seen[index] = [];
            foreach (int[] sample in sampled)
            {
                seen[index].Add(At(sample, common + index));
            }

            isOneName &= index == 0 || seen[index].Count > 1;
            letters = isOneName ? letters.With(seen[index]) : letters;
        }

        var chosen = new LinkedList<Place>();
        UInt128 range = UInt128.One;
        for (int index = 0; index < seen.Length && common + index < Math.Max(low.Length, high.Length) + 4; index++)
        {
            Place place = index == 0 ? Place.Leading(seen[index], letters) : Place.Following(seen[index], FewCharacters);
            if (range * (uint)place.Radix > MaxValue)
            {
                break;
            }

            range *= (uint)place.Radix;
            chosen.AddLast(place);
        }

        start = common;
        for (int carried = 0; carried < DigitsBefore && start > Math.Max(0, common - PlacesBefore); start--)
        {
            Place place = Place.Carried(high[start - 1], letters);
            if (range * (uint)place.Radix > MaxValue)
            {
                break;
            }

            range *= (uint)place.Radix;
            chosen.AddFirst(place);
            carried += place.IsFixed ? 0 : 1;
        }

        places = [.. chosen];
        UInt128 from = Value(low);
        UInt128 to = Value(high);
        perKey = to > from ? (double)(to - from) / count : 0;
    }

    private static int At(int[] key, int index) => index < key.Length ? key[index] : Ended;

    private UInt128 Value(int[] key)
    {
        UInt128 value = UInt128.Zero;
        bool isBetween = false;
        for (int index = 0; index < places.Length; index++)
        {
            int digit = 0;
            if (!isBetween)
            {
                digit = places[index].Digit(At(key, start + index), out bool isOne);
                isBetween = !isOne;
            }

            value = (value * (uint)places[index].Radix) + (uint)digit;
        }

        return value;
    }

    /// <param name="Samples">Some of its keys, evenly.</param>
    private readonly record struct Sampled(string[] Samples, string First, int Count);

    /// <summary>Which letters and digits the keys use: what may come next is of the same kinds.</summary>
    private readonly record struct CharacterClasses(bool Digits, bool UpperHex, bool Upper, bool LowerHex, bool Lower)
    {
        public CharacterClasses With(IEnumerable<int> scalars)
        {
            CharacterClasses classes = this;
            foreach (int scalar in scalars)
            {
                classes = scalar switch
                {
                    >= '0' and <= '9' => classes with { Digits = true },
                    >= 'A' and <= 'F' => classes with { UpperHex = true },
                    >= 'G' and <= 'Z' => classes with { Upper = true },
                    >= 'a' and <= 'f' => classes with { LowerHex = true },
                    >= 'g' and <= 'z' => classes with { Lower = true },
                    _ => classes,
                };
            }

            return classes;
        }

        public int[] Alphabet()
        {
            IEnumerable<int> characters = [];
            characters = Digits ? characters.Concat(Enumerable.Range('0', 10)) : characters;
            characters = Upper ? characters.Concat(Enumerable.Range('A', 26)) : UpperHex ? characters.Concat(Enumerable.Range('A', 6)) : characters;
            characters = Lower ? characters.Concat(Enumerable.Range('a', 26)) : LowerHex ? characters.Concat(Enumerable.Range('a', 6)) : characters;
            return [.. characters];
        }
    }

    /// <summary>The characters of one place of a key, in order; none listed: every one there is.</summary>
    private readonly struct Place(int[]? characters, bool isFixed)
    {
        private const int Surrogates = 0x800;
        private const int FirstSurrogate = 0xD800;
        private const int AllScalars = 0x110000 - Surrogates;

        /// <summary>A separator, which is not counted with.</summary>
        public bool IsFixed => isFixed;

        public int Radix => characters?.Length ?? AllScalars + 1;

        /// <summary>A place left of where the keys differ: the kind of its character says which others it may take.</summary>
        public static Place Carried(int scalar, CharacterClasses letters)
        {
            if (scalar > 0x7F || !char.IsAsciiLetterOrDigit((char)scalar))
            {
                return new Place([scalar], isFixed: true);
            }

            bool isOfTheirs = Array.BinarySearch(letters.Alphabet(), scalar) >= 0;
            return new Place((isOfTheirs ? letters : default(CharacterClasses).With([scalar])).Alphabet(), isFixed: false);
        }

        /// <summary>The place where the keys begin to differ: characters not seen yet come next.</summary>
        public static Place Leading(SortedSet<int> seen, CharacterClasses letters) =>
            seen.All(static scalar => scalar is Ended or <= 0x7F && (scalar == Ended || char.IsAsciiLetterOrDigit((char)scalar)))
                ? new Place(With(letters.Alphabet(), seen), isFixed: false)
                : new Place(null, isFixed: false);

        /// <summary>A place after it: mostly seen whole.</summary>
        public static Place Following(SortedSet<int> seen, int few)
        {
            if (seen.Count(static scalar => scalar is not (>= 0 and <= 0x7F) || !char.IsAsciiLetterOrDigit((char)scalar)) > few)
            {
                return new Place(null, isFixed: false);
            }

            // A number that was carried over shows its lowest and its highest digit, and few of those between.
            IEnumerable<int> between = default(CharacterClasses).With(seen).Alphabet().Where(letter => letter > seen.Min && letter < seen.Max);
            return new Place(With(between, seen), isFixed: seen.Count == 1);
        }

        public int Digit(int scalar, out bool isOne)
        {
            isOne = true;
            if (characters is null)
            {
                return scalar == Ended ? 0 : 1 + (scalar >= FirstSurrogate ? scalar - Surrogates : scalar);
            }

            if (isFixed)
            {
                return 0;
            }

            int found = Array.BinarySearch(characters, scalar);
            isOne = found >= 0;
            return isOne ? found : Math.Min(~found, characters.Length - 1);
        }

        public int Scalar(int digit)
        {
            if (characters is not null)
            {
                return characters[digit];
            }

            int scalar = digit - 1;
            return scalar >= FirstSurrogate ? scalar + Surrogates : scalar;
        }

        private static int[] With(IEnumerable<int> alphabet, SortedSet<int> seen) => [.. seen.Union(alphabet).Order()];
    }
}
