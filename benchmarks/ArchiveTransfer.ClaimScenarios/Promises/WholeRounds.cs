using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.ClaimScenarios.Scenarios;
using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The rounds of a way from cells in which every run came out whole.</summary>
/// <param name="Invalid">What the other cells suffered from; null: there are none.</param>
internal sealed record WholeRounds(IReadOnlyList<MeasuredCase> Rounds, string? Invalid)
{
    public bool IsEmpty => Rounds.Count == 0;

    public static WholeRounds Of(RoundsOf rounds, string way)
    {
        var cells = rounds.All.Where(one => one.Way == way).GroupBy(static one => (one.Shape, one.Data, one.Variant))
            .Select(static cell => (Rounds: cell.ToList(), Broken: RoundsOf.Broken(cell))).ToList();
        List<(List<MeasuredCase> Rounds, string? Broken)> broken = [.. cells.Where(static cell => cell.Broken is not null)];
        string? invalid = broken.Count == 0 ? null : Text.Of($"{broken.Count} of {cells.Count} cells of {way} ({broken[0].Rounds[0].Shape}, {broken[0].Rounds[0].Data}: {broken[0].Broken})");
        return new WholeRounds([.. cells.Where(static cell => cell.Broken is null).SelectMany(static cell => cell.Rounds)], invalid ?? Lost(rounds, way));
    }

    /// <summary>What table A lacks of what the whole comparison plans; null: nothing.</summary>
    private static string? Lost(RoundsOf rounds, string way)
    {
        if (!rounds.IsWhole || rounds.Scenario != EqualPlaces.Name)
        {
            return null;
        }

        List<(string Shape, string Data)> planned = [.. from shape in ClaimShape.Named from data in shape.Data select (shape.Name, data.Name)];
        List<(string Shape, string Data)> lost = [.. planned.Where(cell => rounds.Of(cell.Shape, cell.Data, way).Count < ClaimBench.WholeRounds)];
        return lost.Count == 0 ? null : Text.Of($"{lost.Count} of {planned.Count} cells of {way} have fewer than {ClaimBench.WholeRounds} rounds ({lost[0].Shape}, {lost[0].Data})");
    }

    /// <summary>Rounds of the same number in the same cell.</summary>
    public IEnumerable<(MeasuredCase Ours, MeasuredCase Theirs)> With(WholeRounds theirs) =>
        Rounds.Join(theirs.Rounds, static one => (one.Shape, one.Data, one.Round), static one => (one.Shape, one.Data, one.Round), static (ours, other) => (ours, other));

    /// <summary>What either suffered from; null: nothing.</summary>
    public string? InvalidWith(WholeRounds other) => (Invalid, other.Invalid) is ({ } ours, { } theirs) ? $"{ours}; {theirs}" : Invalid ?? other.Invalid;
}
