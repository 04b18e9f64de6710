using System.Globalization;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>A range of bytes that lies within its object.</summary>
internal readonly record struct ByteRange(long Offset, long Length)
{
    public const string CopyHeader = "x-amz-copy-source-range";
    private const string Unit = "bytes=";

    private const string CopyForm =
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and last are the zero-based offsets of the first and last bytes to copy";

    /// <summary>Null: the whole object, which is also the answer to a header that is no single range.</summary>
    public static ByteRange? ParseRead(string? header, long size)
    {
        if (header is null || Split(header) is not var (first, last))
        {
            return null;
        }

        if (first is null)
        {
            var suffix = Math.Min(last!.Value, size);
            return suffix > 0 ? new ByteRange(size - suffix, suffix) : throw NotSatisfiable(header, size);
        }

        if (last < first)
        {
            return null;
        }

        return first < size ? new ByteRange(first.Value, Math.Min(last ?? long.MaxValue, size - 1) - first.Value + 1) : throw NotSatisfiable(header, size);
    }

    /// <summary>A range to copy must have both ends, and both inside.</summary>
    public static ByteRange ParseCopy(string header, long size)
    {
        if (Split(header) is not { } ends)
        {
            throw InvalidCopy(header, CopyForm, onCeph: null);
        }

        if (ends is not ({ } first, { } last) || last < first)
        {
            throw InvalidCopy(header, CopyForm, onCeph: (416, "InvalidRange"));
        }

        if (first >= size)
        {
            throw new S3Refusal(400, "InvalidRequest", "The specified copy range is invalid for the source object size") { OnCeph = (416, "InvalidRange") };
        }

        return last < size
            ? new ByteRange(first, last - first + 1)
            : throw InvalidCopy(
                header,
                string.Create(CultureInfo.InvariantCulture, $"Range specified is not valid for source object of size: {size}"),
                onCeph: (416, "InvalidRange"));
    }

    private static S3Refusal InvalidCopy(string header, string message, (int Status, string Code)? onCeph) =>
        new S3Refusal(400, "InvalidArgument", message) { OnCeph = onCeph }.With("ArgumentName", CopyHeader).With("ArgumentValue", header);

    public static S3Refusal NotSatisfiable(string header, long size) =>
        new S3Refusal(416, "InvalidRange", "The requested range is not satisfiable")
            .With("RangeRequested", header)
            .With("ActualObjectSize", size.ToString(CultureInfo.InvariantCulture))
            .WithHeader("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes */{size}"));

    private static (long? First, long? Last)? Split(string header)
    {
        if (!header.StartsWith(Unit, StringComparison.Ordinal) || header[Unit.Length..].Split('-') is not [var first, var last])
        {
            return null;
        }

        return TryParse(first, out var from) && TryParse(last, out var to) && (from ?? to) is not null ? (from, to) : null;
    }

    private static bool TryParse(string text, out long? value)
    {
        value = long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return value is not null || text.Length == 0;
    }
}
