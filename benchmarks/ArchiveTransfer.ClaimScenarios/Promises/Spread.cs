namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>What rounds came to.</summary>
internal readonly record struct Spread(double Low, double Median, double High)
{
    /// <summary>Of one value at least.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return new Spread(sorted[0], sorted[sorted.Length / 2], sorted[^1]);
    }
}
