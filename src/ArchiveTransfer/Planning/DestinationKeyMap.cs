using System.Text;
using ArchiveTransfer.Execution;
using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Planning;

/// <summary>Source key to destination key, byte for byte: the destination prefix in place of the source prefix; nothing inserted, decoded or normalised, because any tidying can turn two keys into one.</summary>
internal static class DestinationKeyMap
{
    /// <summary>The destination key, or why there is none.</summary>
    public static string Map(ArchiveObject source, ArchiveCollectionOptions options, out TransferError? error)
    {
        string key;
        if (source.DestinationKey is { } given)
        {
            key = given;
        }
        else if (source.Key.StartsWith(options.Source.Prefix, StringComparison.Ordinal))
        {
            key = source.Key.Length == options.Source.Prefix.Length ? "" : string.Concat(options.Destination.Prefix, source.Key.AsSpan(options.Source.Prefix.Length));
        }
        else
        {
            error = new TransferError
            {
                Code = TransferErrorCodes.SourceFailed,
                Message = $"The key {DisplayText.Quote(source.Key)} does not begin with the source prefix {DisplayText.Quote(options.Source.Prefix)} and names no destination key; set {nameof(ArchiveObject)}.{nameof(ArchiveObject.DestinationKey)}.",
            };
            return "";
        }

        error = Check(source.Key, key);
        return key;
    }

    private static TransferError? Check(string sourceKey, string key)
    {
        if (key.Length == 0)
        {
            // PUT /bucket/ with a copy source creates a bucket and answers 200.
            return new TransferError
            {
                Code = TransferErrorCodes.EmptyDestinationKey,
                Message = $"The key {DisplayText.Quote(sourceKey)} is the source prefix itself, so that nothing is left to name it at the destination; shorten Source.Prefix or exclude the key.",
            };
        }

        if (sourceKey.Length == 0 || !IsUnicode(sourceKey) || !IsUnicode(key))
        {
            // A request without a key is one about the bucket; a lone surrogate has no bytes in UTF-8 and would travel as another character.
            return new TransferError
            {
                Code = TransferErrorCodes.SourceFailed,
                Message = $"The source yields the key {DisplayText.Quote(sourceKey)} for {DisplayText.Quote(key)}, which no store can hold: keys are not empty and are valid Unicode.",
            };
        }

        // A UTF-16 unit is at most three bytes: most keys need no counting.
        if (key.Length * 3 > TransferLimits.MaxKeyBytes && Encoding.UTF8.GetByteCount(key) is > TransferLimits.MaxKeyBytes and int bytes)
        {
            return new TransferError
            {
                Code = TransferErrorCodes.DestinationKeyTooLong,
                Message = $"The destination key of {DisplayText.Quote(sourceKey)} would have {bytes} UTF-8 bytes, S3 allows {TransferLimits.MaxKeyBytes}; shorten Destination.Prefix or exclude the key.",
            };
        }

        return null;
    }

    private static bool IsUnicode(string key)
    {
        ReadOnlySpan<char> rest = key;
        int surrogate;
        while ((surrogate = rest.IndexOfAnyInRange('\ud800', '\udfff')) >= 0)
        {
            if (!char.IsHighSurrogate(rest[surrogate]) || surrogate + 1 == rest.Length || !char.IsLowSurrogate(rest[surrogate + 1]))
            {
                return false;
            }

            rest = rest[(surrogate + 2)..];
        }

        return true;
    }
}
