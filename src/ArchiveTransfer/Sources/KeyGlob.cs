using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace ArchiveTransfer;

/// <summary>
/// A glob over keys, compiled to states that advance together: the time is bounded by the length of the key times that of the glob, whatever
/// key or glob somebody thinks up. Compares code points, by value; <see cref="ArchiveCollectionOptions.Include"/> documents what may be written.
/// </summary>
internal sealed class KeyGlob
{
    internal const int MaxLength = 1_024;

    private const int WordsOnStack = 32;

    private readonly GlobState[] _states;
    private readonly ulong[] _start;
    private readonly ulong[][] _following;
    private readonly int _accept;
    private readonly bool _lastSegmentOnly;

    private KeyGlob(GlobProgram program, bool lastSegmentOnly)
    {
        (_states, _start, _following, _accept) = program.Compile();
        _lastSegmentOnly = lastSegmentOnly;
    }

    /// <summary>Compiles a glob; what is wrong with it, and so what to do, when it cannot.</summary>
    internal static bool TryParse(string glob, [NotNullWhen(true)] out KeyGlob? result, [NotNullWhen(false)] out string? problem)
    {
        result = null;
        problem = glob.Length switch
        {
            0 => "write a glob, or remove the entry",
            > MaxLength => $"write no more than {OptionText.Number(MaxLength)} characters",
            _ => null,
        };

        if (problem is not null)
        {
            return false;
        }

        var program = new GlobProgram();
        problem = GlobParser.Read(glob, program);
        if (problem is not null)
        {
            return false;
        }

        result = new KeyGlob(program, lastSegmentOnly: !glob.Contains('/', StringComparison.Ordinal) && !glob.Contains("**", StringComparison.Ordinal));
        return true;
    }

    /// <summary>Compiles a glob that validation has let pass.</summary>
    internal static KeyGlob Parse(string glob) => TryParse(glob, out var result, out var problem) ? result : throw new FormatException($"Glob {OptionText.Quote(glob)}: {problem}.");

    /// <param name="key">What follows the source prefix.</param>
    internal bool Matches(ReadOnlySpan<char> key)
    {
        var rest = _lastSegmentOnly ? key[(key.LastIndexOf('/') + 1)..] : key;
        var words = _start.Length;
        Span<ulong> current = words <= WordsOnStack ? stackalloc ulong[words] : new ulong[words];
        Span<ulong> next = words <= WordsOnStack ? stackalloc ulong[words] : new ulong[words];
        _start.CopyTo(current);
        while (!rest.IsEmpty)
        {
            var length = char.IsHighSurrogate(rest[0]) && rest.Length > 1 && char.IsLowSurrogate(rest[1]) ? 2 : 1;
            var codePoint = length == 2 ? char.ConvertToUtf32(rest[0], rest[1]) : rest[0];
            if (!Advance(current, next, codePoint))
            {
                return false;
            }

            var consumed = current;
            current = next;
            next = consumed;
            rest = rest[length..];
        }

        return (current[_accept / 64] & (1UL << (_accept % 64))) != 0;
    }

    private bool Advance(ReadOnlySpan<ulong> current, Span<ulong> next, int codePoint)
    {
        next.Clear();
        var any = false;
        for (var word = 0; word < current.Length; word++)
        {
            for (var bits = current[word]; bits != 0; bits &= bits - 1)
            {
                var state = (word * 64) + BitOperations.TrailingZeroCount(bits);
                if (!_states[state].Takes(codePoint))
                {
                    continue;
                }

                any = true;
                var following = _following[state];
                for (var index = 0; index < following.Length; index++)
                {
                    next[index] |= following[index];
                }
            }
        }

        return any;
    }
}
