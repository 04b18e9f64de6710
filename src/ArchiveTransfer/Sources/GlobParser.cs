namespace ArchiveTransfer;

/// <summary>Reads a glob into a <see cref="GlobProgram"/>.</summary>
internal ref struct GlobParser
{
    private const int MaxDepth = 16;

    private readonly ReadOnlySpan<char> _glob;
    private readonly GlobProgram _program;
    private int _position;
    private string? _problem;

    private GlobParser(string glob, GlobProgram program)
    {
        _glob = glob;
        _program = program;
    }

    private readonly bool AtEnd => _position >= _glob.Length;

    /// <summary>Returns what is wrong with the glob; null: nothing, and the program is whole.</summary>
    internal static string? Read(string glob, GlobProgram program)
    {
        var parser = new GlobParser(glob, program);
        parser.ReadSequence(depth: 0, atSegmentStart: true);
        return parser._problem;
    }

    private void ReadSequence(int depth, bool atSegmentStart)
    {
        while (!AtEnd && _problem is null)
        {
            var character = _glob[_position];
            if (depth > 0 && character is (',' or '}'))
            {
                return;
            }

            switch (character)
            {
                case '}':
                    _problem = "open the brace that '}' closes, or write \\}";
                    break;
                case '*':
                    ReadStars(atSegmentStart);
                    break;
                case '?':
                    _position++;
                    _program.Take(new GlobState(GlobStateKind.AnyButSlash));
                    break;
                case '[':
                    ReadSet();
                    break;
                case '{':
                    ReadAlternatives(depth + 1, atSegmentStart);
                    break;
                default:
                    ReadLiteral();
                    break;
            }

            atSegmentStart = character == '/';
        }
    }

    private void ReadStars(bool atSegmentStart)
    {
        var first = _position;
        while (!AtEnd && _glob[_position] == '*')
        {
            _position++;
        }

        if (_position - first == 1)
        {
            _program.TakeAnyNumber(GlobStateKind.AnyButSlash);
        }
        else if (atSegmentStart && !AtEnd && _glob[_position] == '/')
        {
            // Whole folders or none, so that a/**/b finds a/b, too.
            _position++;
            var around = _program.Branch(_program.Count + 1);
            _program.TakeAnyNumber(GlobStateKind.Any);
            _program.Take(new GlobState(GlobStateKind.Literal, '/'));
            _program.AddWay(around, _program.Count);
        }
        else
        {
            _program.TakeAnyNumber(GlobStateKind.Any);
        }
    }

    private void ReadAlternatives(int depth, bool atSegmentStart)
    {
        if (depth > MaxDepth)
        {
            _problem = $"nest no more than {MaxDepth} braces";
            return;
        }

        var entrance = _program.Branch();
        var exits = new List<int>();
        do
        {
            _position++;
            _program.AddWay(entrance, _program.Count);
            ReadSequence(depth, atSegmentStart);
            exits.Add(_program.Branch());
        }
        while (_problem is null && !AtEnd && _glob[_position] == ',');

        if (_problem is null && AtEnd)
        {
            _problem = "close the brace '{' with '}', or write \\{";
        }

        _position++;
        foreach (var exit in exits)
        {
            _program.AddWay(exit, _program.Count);
        }
    }

    private void ReadSet()
    {
        _position++;
        var isNegated = !AtEnd && _glob[_position] is '!' or '^';
        if (isNegated)
        {
            _position++;
        }

        var ranges = new List<(int First, int Last)>();
        while (_problem is null)
        {
            // A bracket that stands first is one of the set.
            if (!AtEnd && _glob[_position] == ']' && ranges.Count > 0)
            {
                _position++;
                _program.Take(new GlobState(isNegated ? GlobStateKind.NoneOf : GlobStateKind.OneOf, Ranges: [.. ranges]));
                return;
            }

            ReadRange(ranges);
        }
    }

    private void ReadRange(List<(int First, int Last)> ranges)
    {
        if (AtEnd)
        {
            _problem = "close the set '[' with ']', or write \\[";
            return;
        }

        var first = ReadCharacter();
        var last = first;
        if (_position + 1 < _glob.Length && _glob[_position] == '-' && _glob[_position + 1] != ']')
        {
            _position++;
            last = ReadCharacter();
        }

        if (_problem is null && last < first)
        {
            _problem = "write the ranges of a set in ascending order, such as [a-z]";
        }

        ranges.Add((first, last));
    }

    private void ReadLiteral()
    {
        var codePoint = ReadCharacter();
        _program.Take(new GlobState(GlobStateKind.Literal, codePoint));
    }

    private int ReadCharacter()
    {
        if (_glob[_position] == '\\')
        {
            _position++;
            if (AtEnd)
            {
                _problem = "write \\\\ for a backslash at the end";
                return 0;
            }
        }

        var isPair = char.IsHighSurrogate(_glob[_position]) && _position + 1 < _glob.Length && char.IsLowSurrogate(_glob[_position + 1]);
        var codePoint = isPair ? char.ConvertToUtf32(_glob[_position], _glob[_position + 1]) : _glob[_position];
        _position += isPair ? 2 : 1;
        return codePoint;
    }
}
