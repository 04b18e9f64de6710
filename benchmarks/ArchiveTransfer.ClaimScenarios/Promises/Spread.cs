namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What rounds came to.</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    /// <summary>Of one value at least; of an even number the median is the mean of the two in the middle.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("There is no value: whoever asks says that nothing was measured.", nameof(values))
            : new Spread(sorted[0], (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2, sorted[^1]);
    }
}
