namespace ArchiveTransfer.ClaimScenarios.Rendering;

/// <summary>A table for a terminal, never wider than it: long cells are wrapped, and where not even their words have room, each row becomes a block of lines.</summary>
internal sealed class TextTable
{
    private const int Gap = 2;

    /// <summary>Longer words may be broken.</summary>
    private const int LongestWord = 16;

    private readonly IReadOnlyList<string> columns;
    private readonly IReadOnlyList<IReadOnlyList<string>> rows;
    private readonly IReadOnlyList<bool> numbers;
    private readonly int width;

    public TextTable(IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int width)
    {
        this.columns = [.. columns.Select(VisibleText.OneLine)];
        this.rows = [.. rows.Select(static row => (IReadOnlyList<string>)[.. row.Select(VisibleText.OneLine)])];
        numbers = NumberColumns.Of(columns.Count, this.rows);
        this.width = width;
    }

    public void Write(TextWriter writer)
    {
        if (columns.Count == 0)
        {
            return;
        }

        if (Fit() is { } widths)
        {
            WriteGrid(writer, widths);
        }
        else
        {
            WriteBlocks(writer);
        }
    }

    /// <returns>Null: there is no room side by side.</returns>
    private int[]? Fit()
    {
        int room = width - (Gap * (columns.Count - 1));
        int[] natural = [.. Enumerable.Range(0, columns.Count).Select(column => Math.Max(1, Cells(column).Max(TextColumns.Count)))];
        int[] least = [.. Enumerable.Range(0, columns.Count).Select(LeastOf)];
        if (least.Sum() > room)
        {
            return null;
        }

        // The widest give up room first, so that the short ones are never wrapped for their sake.
        int cap = natural.Max();
        while (Enumerable.Range(0, columns.Count).Sum(column => Clamp(column)) > room)
        {
            cap--;
        }

        int[] widths = [.. Enumerable.Range(0, columns.Count).Select(Clamp)];
        int left = room - widths.Sum();
        for (int column = 0; column < widths.Length && left > 0; column++)
        {
            if (widths[column] < natural[column])
            {
                widths[column]++;
                left--;
            }
        }

        return widths;

        int Clamp(int column) => Math.Max(least[column], Math.Min(natural[column], cap));
    }

    private void WriteGrid(TextWriter writer, int[] widths)
    {
        List<string[][]> wrapped = [.. rows.Select(row => Wrap(row, widths))];
        bool apart = wrapped.Exists(static row => Height(row) > 1);
        WriteRow(writer, Wrap(columns, widths), widths);
        writer.WriteLine(new string('-', widths.Sum() + (Gap * (widths.Length - 1))));
        for (int row = 0; row < wrapped.Count; row++)
        {
            if (apart && row > 0)
            {
                writer.WriteLine();
            }

            WriteRow(writer, wrapped[row], widths);
        }
    }

    private void WriteRow(TextWriter writer, string[][] cells, int[] widths)
    {
        for (int line = 0; line < Height(cells); line++)
        {
            IEnumerable<string> parts = Enumerable.Range(0, widths.Length).Select(column => Pad(cells[column].ElementAtOrDefault(line) ?? "", widths[column], numbers[column]));
            writer.WriteLine(string.Join(new string(' ', Gap), parts).TrimEnd());
        }
    }

    private void WriteBlocks(TextWriter writer)
    {
        int name = Math.Min(width / 3, columns.Max(TextColumns.Count));
        int[] widths = [name, width - name - Gap];
        for (int row = 0; row < rows.Count; row++)
        {
            if (row > 0)
            {
                writer.WriteLine();
            }

            for (int column = 0; column < columns.Count; column++)
            {
                string[][] pair = Wrap([columns[column], rows[row][column]], widths);
                for (int line = 0; line < Height(pair); line++)
                {
                    writer.WriteLine($"{Pad(pair[0].ElementAtOrDefault(line) ?? "", name, false)}{new string(' ', Gap)}{pair[1].ElementAtOrDefault(line)}".TrimEnd());
                }
            }
        }
    }

    /// <summary>A number keeps its unit beside it.</summary>
    private int LeastOf(int column)
    {
        int word = Math.Min(LongestWord, Math.Max(1, Cells(column).Max(LongestWordOf)));
        return numbers[column] ? Math.Max(word, rows.Max(row => TextColumns.Count(row[column]))) : word;
    }

    private IEnumerable<string> Cells(int column) => rows.Select(row => row[column]).Prepend(columns[column]);

    private static string[][] Wrap(IReadOnlyList<string> cells, int[] widths) => [.. cells.Select((cell, column) => TextColumns.Wrap(cell, widths[column]).ToArray())];

    private static int Height(string[][] cells) => cells.Max(static cell => cell.Length);

    private static int LongestWordOf(string cell) => cell.Split(' ').Max(TextColumns.Count);

    private static string Pad(string text, int width, bool toTheRight)
    {
        var spaces = new string(' ', Math.Max(0, width - TextColumns.Count(text)));
        return toTheRight ? spaces + text : text + spaces;
    }
}
