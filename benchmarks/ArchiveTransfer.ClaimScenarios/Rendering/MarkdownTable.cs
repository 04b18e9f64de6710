namespace ArchiveTransfer.ClaimScenarios.Rendering;

internal static class MarkdownTable
{
    /// <param name="rows">Cells that are Markdown already.</param>
    /// <param name="numbers">Which columns stand to the right.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, IReadOnlyList<bool>? numbers = null)
    {
        WriteRow(writer, columns);
        WriteRow(writer, columns.Select((_, column) => numbers?[column] == true ? "---:" : "---"));
        foreach (IReadOnlyList<string> row in rows)
        {
            WriteRow(writer, row);
        }
    }

    private static void WriteRow(TextWriter writer, IEnumerable<string> cells) => writer.Write($"| {string.Join(" | ", cells)} |\n");
}
