using System.Globalization;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The time that is signed: this machine's, put right by a store that refused it.</summary>
internal sealed class StoreClock
{
    /// <summary>Stores take requests that are up to 15 minutes off; what is refused further off than this was refused for its time.</summary>
    private static readonly TimeSpan Suspicious = TimeSpan.FromMinutes(5);

    private long offsetTicks;

    public DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime.AddTicks(Volatile.Read(ref offsetTicks));

    /// <summary>Learns from a refusal. One without a body is known by the store's date.</summary>
    public StoreError Heed(StoreError error, string? date)
    {
        bool says = error.Code is "RequestTimeTooSkewed" or "RequestExpired";
        bool mayMean = error is { Operation: StoreOperation.HeadObject, StatusCode: 403 };
        if ((!says && !mayMean)
            || !DateTimeOffset.TryParse(date, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset told)
            || (told.UtcDateTime - Now).Duration() < Suspicious)
        {
            return error;
        }

        Volatile.Write(ref offsetTicks, (told - TimeProvider.System.GetUtcNow()).Ticks);
        return says ? error : error with { Code = "RequestTimeTooSkewed", Kind = StoreErrorTable.Classify(error.Operation, error.StatusCode, "RequestTimeTooSkewed") };
    }
}
