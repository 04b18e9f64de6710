using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>The headers of Object Lock, read and answered.</summary>
internal static class ObjectLockHeaders
{
    public const string Prefix = "x-amz-object-lock-";

    private const string ModeName = Prefix + "mode";
    private const string DateName = Prefix + "retain-until-date";
    private const string HoldName = Prefix + "legal-hold";

    /// <summary>Headers by name in lower case.</summary>
    public static ObjectLock Read(IReadOnlyDictionary<string, string> headers)
    {
        var mode = headers.GetValueOrDefault(ModeName);
        var date = headers.GetValueOrDefault(DateName);
        var hold = headers.GetValueOrDefault(HoldName);
        if (mode is null != date is null)
        {
            throw S3Refusal.InvalidArgument(
                "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
                mode is null ? DateName : ModeName,
                mode ?? date);
        }

        if (mode is not (null or ObjectLock.Governance or ObjectLock.Compliance))
        {
            throw S3Refusal.InvalidArgument("Unknown wormMode directive.", ModeName, mode);
        }

        if (hold is not (null or "ON" or "OFF"))
        {
            throw S3Refusal.InvalidArgument("Legal Hold must be either of 'ON' or 'OFF'", HoldName, hold);
        }

        var until = date is null ? (DateTimeOffset?)null : Date(date) ?? throw S3Refusal.InvalidArgument("The retain until date must be provided in ISO 8601 format", DateName, date);
        return new ObjectLock(mode, until, hold is null ? null : hold == "ON");
    }

    /// <summary>Null: no date of ISO 8601.</summary>
    public static DateTimeOffset? Date(string text) =>
        text.Contains('T', StringComparison.Ordinal)
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
            ? date
            : null;

    public static void RequireFuture(DateTimeOffset? until, DateTimeOffset now)
    {
        if (until <= now)
        {
            throw S3Refusal.InvalidArgument("The retain until date must be in the future!", DateName, until?.ToString("O", CultureInfo.InvariantCulture));
        }
    }

    public static IEnumerable<KeyValuePair<string, string>> Of(ObjectLock? state)
    {
        if (state?.Mode is { } mode)
        {
            yield return new(ModeName, mode);
            yield return new(DateName, state.RetainUntil!.Value.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        }

        if (state?.HasLegalHold is { } hold)
        {
            yield return new(HoldName, hold ? "ON" : "OFF");
        }
    }
}
