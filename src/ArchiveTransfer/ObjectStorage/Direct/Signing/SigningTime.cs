namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A second as it is signed: <c>yyyyMMddTHHmmssZ</c>. The text of the current second is made once.</summary>
internal sealed class SigningTime
{
    private static volatile SigningTime latest = new(0);

    private readonly long second;

    private SigningTime(long second)
    {
        this.second = second;
        Text = new DateTime(second * TimeSpan.TicksPerSecond, DateTimeKind.Utc).ToString("yyyyMMdd'T'HHmmss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        Day = Text[..8];
    }

    public string Text { get; }

    /// <summary>yyyyMMdd.</summary>
    public string Day { get; }

    public static SigningTime At(DateTime utc)
    {
        long second = utc.Ticks / TimeSpan.TicksPerSecond;
        SigningTime known = latest;
        return known.second == second ? known : latest = new SigningTime(second);
    }
}
