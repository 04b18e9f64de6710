using ArchiveTransfer.ClaimScenarios.Stages;

namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Cases that are compared with each other, on the same data: each round runs all of them, every other round the other way round.</summary>
internal sealed record Cell(IReadOnlyList<Case> Cases, int Rounds)
{
    public DataSet Data => Cases[0].Data;

    /// <summary>Over in so few seconds that what is done for the first time shows in it.</summary>
    public bool WantsWarmUp(ClaimShape shape) => shape.ExpectedSeconds(Data, Cases.Max(static one => one.Places ?? 256)) < 10;

    /// <summary>How many rounds the machine takes side by side without being what is measured: as many as leave it idle, and one where a run is short.</summary>
    public int Lanes(ClaimShape shape, int most)
    {
        // Measured: at 40 MB/s, and with ten links of 2 MB/s, a core of two is busy all the time, and with six for 72 % of it. Where runs are short their
        // starts weigh more: with three side by side a core was busy for 65 to 80 %, with two for 45 to 60 %. One run each finds a setting,
        // and is not judged.
        const double BytesPerSecond = 25e6;
        int places = Cases.Max(static one => one.Places ?? 256);
        double seconds = shape.ExpectedSeconds(Data, places);
        double demand = 2 * Data.Bytes / seconds;
        int mostOfShort = Rounds > 1 ? 2 : 3;
        return seconds < 5 ? 1 : Math.Clamp((int)(BytesPerSecond / demand), 1, seconds < 30 ? Math.Min(mostOfShort, most) : most);
    }
}
