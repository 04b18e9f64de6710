using System.Globalization;

namespace ArchiveTransfer.ObjectStorage;

/// <summary><c>bytes first-last/size</c>.</summary>
internal static class ContentRange
{
    public static bool TryParse(string? text, out long first, out long last, out long size)
    {
        (first, last, size) = (0, 0, 0);
        if (text is null || !text.StartsWith("bytes ", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        string[] parts = text["bytes ".Length..].Split('-', '/');
        return parts.Length == 3
            && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out first)
            && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out last)
            && long.TryParse(parts[2], NumberStyles.None, CultureInfo.InvariantCulture, out size)
            && first <= last && last < size;
    }
}
