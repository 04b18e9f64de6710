using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

internal static class MeasuredText
{
    /// <summary>With the interval, where there is one, in brackets behind it.</summary>
    public static string Of(ClaimVerdict verdict) => verdict switch
    {
        { Interval.Length: 0 } => verdict.Measured,
        { Measured.Length: 0 } => verdict.Interval,
        _ => $"{verdict.Measured} ({verdict.Interval})",
    };
}
