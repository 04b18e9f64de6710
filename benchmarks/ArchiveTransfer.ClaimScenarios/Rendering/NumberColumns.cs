using System.Text.RegularExpressions;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>Which columns of a table hold numbers: they stand to the right.</summary>
internal static partial class NumberColumns
{
    public static IReadOnlyList<bool> Of(ClaimTable table) => Of(table.Columns.Count, table.Rows);

    public static IReadOnlyList<bool> Of(int columns, IReadOnlyList<IReadOnlyList<string>> rows) =>
        [.. Enumerable.Range(0, columns).Select(column => rows.Any(row => Number().IsMatch(row[column])) && rows.All(row => Number().IsMatch(row[column]) || Nothing().IsMatch(row[column])))];

    /// <summary>With a unit of one word, if any.</summary>
    [GeneratedRegex(@"^\s*[-+−±<>≤≥~]?\s?[0-9][0-9.,]*(e[-+]?[0-9]+)?\s?[^\s0-9]{0,12}\s*\z", RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    [GeneratedRegex(@"^\s*(-|–|—|n/a)?\s*\z")]
    private static partial Regex Nothing();
}
