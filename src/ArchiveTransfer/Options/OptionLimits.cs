namespace ArchiveTransfer;

/// <summary>Every bound an option has; documentation, validation and tests refer to it.</summary>
internal static class OptionLimits
{
    internal const int MinConcurrency = 1;
    internal const int MaxConcurrency = 1_024;

    internal const int MinBatchSize = 1;
    internal const int MaxBatchSize = 10_000;

    internal const int MinPartSizeMiB = 5;
    internal const int MaxPartSizeMiB = 5_120;

    // Objects of up to 1 MiB are held whole: the least budget still holds some of them side by side.
    internal const int MinMemoryBudgetMiB = 8;
    internal const int MaxMemoryBudgetMiB = 4_096;
    internal const int DefaultMemoryBudgetMiB = 64;

    internal const long MinBandwidth = 65_536;

    internal const int MinStreamingThresholdMiB = 0;
    internal const int MaxStreamingThresholdMiB = 5_242_880;

    internal const double MinChangedShare = 0;
    internal const double MaxChangedShare = 1;

    internal const int MinFailureStormThreshold = 1;
    internal const int MaxFailureStormThreshold = 1_000_000;

    internal const int MinRetryAttempts = 0;
    internal const int MaxRetryAttempts = 100;

    internal const long MinStagingBytes = 1;

    internal const int MaxKeyBytes = 1_024;

    internal const int MaxTags = 10;
    internal const int MaxTagNameLength = 128;
    internal const int MaxTagValueLength = 256;

    internal static readonly TimeSpan MinAttemptTimeout = TimeSpan.FromSeconds(1);
    internal static readonly TimeSpan MaxAttemptTimeout = TimeSpan.FromHours(1);

    internal static readonly TimeSpan MinSettleTimeout = TimeSpan.Zero;
    internal static readonly TimeSpan MaxSettleTimeout = TimeSpan.FromMinutes(10);

    internal static readonly TimeSpan MinProgressInterval = TimeSpan.FromMilliseconds(10);
    internal static readonly TimeSpan MaxProgressInterval = TimeSpan.FromHours(1);

    internal static readonly TimeSpan MinRetryDelay = TimeSpan.FromMilliseconds(1);
    internal static readonly TimeSpan MaxRetryBaseDelay = TimeSpan.FromMinutes(1);
    internal static readonly TimeSpan MaxRetryDelay = TimeSpan.FromHours(1);

    internal static readonly TimeSpan MinThrottledTime = TimeSpan.Zero;
    internal static readonly TimeSpan MaxThrottledTime = TimeSpan.FromHours(24);
}
