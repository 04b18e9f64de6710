namespace ArchiveTransfer;

/// <summary>A glob while it is being put together: states in order, and ways between them that take no character.</summary>
internal sealed class GlobProgram
{
    // A step is a state, or a junction without one.
    private readonly List<(GlobState? State, List<int> Ways)> _steps = [];

    internal int Count => _steps.Count;

    /// <summary>Adds a state; what follows comes after it.</summary>
    internal void Take(GlobState state) => _steps.Add((state, []));

    /// <summary>Adds a junction with no way out but those added to it.</summary>
    internal int Branch(params int[] ways)
    {
        _steps.Add((null, [.. ways]));
        return _steps.Count - 1;
    }

    internal void AddWay(int junction, int target) => _steps[junction].Ways.Add(target);

    /// <summary>Adds a state that may be passed any number of times.</summary>
    internal void TakeAnyNumber(GlobStateKind kind)
    {
        var junction = Branch(Count + 1, Count + 3);
        Take(new GlobState(kind));
        Branch(junction);
    }

    /// <summary>Numbers the states and follows the junctions once and for all.</summary>
    internal (GlobState[] States, ulong[] Start, ulong[][] Following, int Accept) Compile()
    {
        Take(new GlobState(GlobStateKind.Accept));
        var states = new List<GlobState>();
        var numbers = new int[_steps.Count];
        for (var step = 0; step < _steps.Count; step++)
        {
            if (_steps[step].State is { } state)
            {
                numbers[step] = states.Count;
                states.Add(state);
            }
        }

        var following = new ulong[states.Count][];
        for (var step = 0; step < _steps.Count; step++)
        {
            if (_steps[step].State is not null)
            {
                following[numbers[step]] = Reach(step + 1, numbers, states.Count);
            }
        }

        return ([.. states], Reach(0, numbers, states.Count), following, states.Count - 1);
    }

    private ulong[] Reach(int from, int[] numbers, int stateCount)
    {
        var reached = new ulong[(stateCount + 63) / 64];
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var step))
        {
            if (step >= _steps.Count || !seen.Add(step))
            {
                continue;
            }

            if (_steps[step].State is not null)
            {
                reached[numbers[step] / 64] |= 1UL << (numbers[step] % 64);
                continue;
            }

            foreach (var way in _steps[step].Ways)
            {
                open.Push(way);
            }
        }

        return reached;
    }
}
