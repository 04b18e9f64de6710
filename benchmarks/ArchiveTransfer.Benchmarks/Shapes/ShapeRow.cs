namespace ArchiveTransfer.Benchmarks.Shapes;

/// <summary>A setting and what was measured of it, in the same unit.</summary>
internal sealed record ShapeRow(string Shape, string What, double Setting, double Measured, string Unit, double BusiestCore, int Attempts)
{
    public const double LargestDeviation = 5;

    public double Deviation => (Measured / Setting - 1) * 100;

    public bool IsTrue => Math.Abs(Deviation) <= LargestDeviation;
}
