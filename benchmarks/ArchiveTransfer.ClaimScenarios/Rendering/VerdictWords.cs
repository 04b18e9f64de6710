using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.ClaimScenarios.Rendering;

internal static class VerdictWords
{
    public static string Of(Verdict verdict) => verdict switch
    {
        Verdict.Holds => "holds",
        Verdict.DoesNotHold => "does not hold",
        Verdict.Invalid => "invalid",
        Verdict.NotMeasured => "not measured",
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "No verdict."),
    };

    /// <summary>All four, those of which there is none as well.</summary>
    public static string Count(IReadOnlyList<ClaimVerdict> verdicts)
    {
        int holding = Number(Verdict.Holds);
        int failing = Number(Verdict.DoesNotHold);
        return $"{verdicts.Count} {(verdicts.Count == 1 ? "promise" : "promises")}: {holding} {(holding == 1 ? "holds" : "hold")}, "
            + $"{failing} {(failing == 1 ? "does" : "do")} not hold, {Number(Verdict.Invalid)} invalid, {Number(Verdict.NotMeasured)} not measured";

        int Number(Verdict verdict) => verdicts.Count(one => one.Verdict == verdict);
    }
}
