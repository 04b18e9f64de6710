namespace ArchiveTransfer.ClaimScenarios.Promises;

/// <summary>The interval of a share that was counted, 95 %, by Wilson's score.</summary>
internal static class Wilson
{
    private const double Z = 1.959964;

    public static (double Low, double High) Of(long struck, long all)
    {
        double share = (double)struck / all;
        double denominator = 1 + (Z * Z / all);
        double middle = (share + (Z * Z / (2 * all))) / denominator;
        double half = Z * Math.Sqrt((share * (1 - share) / all) + (Z * Z / (4.0 * all * all))) / denominator;
        return (Math.Max(0, middle - half), Math.Min(1, middle + half));
    }
}
