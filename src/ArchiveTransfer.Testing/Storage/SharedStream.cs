namespace ArchiveTransfer.Testing.Storage;

/// <summary>One of the streams that long virtual contents begin with, and the MD5 after every block of it, kept as far as somebody asked.</summary>
/// <remarks>Kept for the whole process: 256 KiB for each MiB of the longest content whose MD5 was asked for, 20 MiB at most.</remarks>
internal sealed class SharedStream
{
    public const int BlockSize = 4096;

    private const int Count = 64;
    private static readonly SharedStream[] Streams = [.. Enumerable.Range(1, Count).Select(static number => new SharedStream((ulong)number))];

    private readonly object _gate = new();
    private volatile Md5State[] _states = [new Md5State()];

    private SharedStream(ulong seed) => Seed = seed;

    public ulong Seed { get; }

    public static SharedStream Of(ulong hash) => Streams[hash % Count];

    /// <summary>MD5 of the first blocks, ready to be continued.</summary>
    public Md5State After(int blocks)
    {
        var states = _states;
        return blocks < states.Length ? states[blocks] : Extend(blocks)[blocks];
    }

    private Md5State[] Extend(int blocks)
    {
        lock (_gate)
        {
            var states = _states;
            if (blocks < states.Length)
            {
                return states;
            }

            // A little ahead, so that objects of ascending sizes do not have it copied for each of them.
            var extended = new Md5State[blocks + 1 + (states.Length / 4)];
            states.CopyTo(extended, 0);
            Span<byte> block = stackalloc byte[BlockSize];
            for (var i = states.Length; i < extended.Length; i++)
            {
                VirtualContent.Fill(Seed, (long)(i - 1) * BlockSize, block);
                extended[i] = extended[i - 1];
                extended[i].Append(block);
            }

            return _states = extended;
        }
    }
}
