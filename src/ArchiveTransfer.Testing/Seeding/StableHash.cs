namespace ArchiveTransfer.Testing.Seeding;

/// <summary>64 bits that are the same in every process and on every machine.</summary>
internal readonly struct StableHash
{
    private const ulong Basis = 0xcbf29ce484222325;
    private const ulong Prime = 0x100000001b3;

    private readonly ulong _state;

    private StableHash(ulong state) => _state = state;

    public static StableHash Start => new(Basis);

    /// <summary>Evenly from 0 to just below 1.</summary>
    public double Fraction => (Value >> 11) * (1.0 / (1L << 53));

    /// <summary>FNV mixes its low bits well and its high ones badly; the end of SplitMix64 mends that.</summary>
    public ulong Value
    {
        get
        {
            var mixed = _state;
            mixed = (mixed ^ (mixed >> 30)) * 0xbf58476d1ce4e5b9;
            mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb;
            return mixed ^ (mixed >> 31);
        }
    }

    public StableHash Add(ReadOnlySpan<char> text)
    {
        var state = _state;
        foreach (var unit in text)
        {
            state = unchecked((state ^ unit) * Prime);
        }

        // The length keeps "ab" + "c" and "a" + "bc" apart.
        return new StableHash(state).Add(text.Length);
    }

    public StableHash Add(long number)
    {
        var state = _state;
        for (var shift = 0; shift < 64; shift += 16)
        {
            state = unchecked((state ^ (ushort)(number >> shift)) * Prime);
        }

        return new StableHash(state);
    }
}
