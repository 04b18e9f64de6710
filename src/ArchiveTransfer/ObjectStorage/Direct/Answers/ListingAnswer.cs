using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A page of a listing, read straight from its bytes.</summary>
internal static class ListingAnswer
{
    public static StoreResult<ObjectPage> Read(in DirectAnswer answer)
    {
        if (answer.Body.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            return Empty(answer);
        }

        var xml = new XmlScanner(answer.Body);
        if (!xml.OpenRoot().SequenceEqual("ListBucketResult"u8))
        {
            throw new InvalidDataException("The answer is no listing.");
        }

        var page = new Page(IsEncoded(answer.Body));
        while (xml.TryOpen())
        {
            ReadOnlySpan<byte> name = xml.Name;
            if (name.SequenceEqual("Contents"u8))
            {
                ReadObject(ref xml, page);
            }
            else if (name.SequenceEqual("CommonPrefixes"u8))
            {
                ReadPrefix(ref xml, page);
            }
            else if (name.SequenceEqual("IsTruncated"u8))
            {
                page.IsTruncated = IsTrue(xml.ReadRaw());
            }
            else if (name.SequenceEqual("NextContinuationToken"u8))
            {
                page.NextToken = xml.ReadText();
            }
            else if (name.SequenceEqual("Name"u8) || name.SequenceEqual("KeyCount"u8))
            {
                page.IsListing = true;
                xml.Skip();
            }
            else
            {
                xml.Skip();
            }
        }

        xml.End();
        return Finish(answer, page);
    }

    private static StoreResult<ObjectPage> Finish(in DirectAnswer answer, Page page)
    {
        if (page.Defect is { } defect)
        {
            throw new InvalidDataException(defect);
        }

        if (page.IsTruncated is not true)
        {
            // Without one of these elements nothing proves that it was a listing.
            return page.IsListing || page.IsTruncated is false ? new ObjectPage(page.Objects.Build(), null) { CommonPrefixes = page.Prefixes } : Empty(answer);
        }

        return string.IsNullOrEmpty(page.NextToken)
            ? throw new InvalidDataException("The listing says there is more and not how to go on.")
            : new ObjectPage(page.Objects.Build(), page.NextToken) { CommonPrefixes = page.Prefixes };
    }

    private static void ReadObject(ref XmlScanner xml, Page page)
    {
        long size = -1;
        PackedETag eTag = PackedETag.Of(default(ReadOnlySpan<byte>));
        DateTimeOffset? modified = null;
        string? storageClass = null;
        while (xml.TryOpen())
        {
            ReadOnlySpan<byte> name = xml.Name;
            if (name.SequenceEqual("Key"u8))
            {
                ReadKey(ref xml, page);
            }
            else if (name.SequenceEqual("LastModified"u8))
            {
                ReadOnlySpan<byte> text = xml.ReadRaw();
                modified = ReadTime(text);
                page.Defect ??= modified is null && !text.IsEmpty ? "The listing holds an object with a time that is none." : null;
            }
            else if (name.SequenceEqual("ETag"u8))
            {
                eTag = ReadTag(xml.ReadRaw());
            }
            else if (name.SequenceEqual("Size"u8))
            {
                ReadOnlySpan<byte> digits = xml.ReadRaw();
                size = Utf8Parser.TryParse(digits, out long number, out int consumed) && consumed == digits.Length ? number : -1;
            }
            else if (name.SequenceEqual("StorageClass"u8))
            {
                storageClass = ReadClass(xml.ReadRaw(), page);
            }
            else
            {
                xml.Skip();
            }
        }

        page.Defect ??= page.Objects.KeyLength == 0 ? "The listing holds an object without a key." : size < 0 ? "The listing holds an object without a size." : null;
        page.Objects.Add(size, eTag, modified, storageClass);
    }

    private static void ReadPrefix(ref XmlScanner xml, Page page)
    {
        while (xml.TryOpen())
        {
            if (xml.Name.SequenceEqual("Prefix"u8))
            {
                page.Prefixes.Add(ReadPrefixText(ref xml, page));
            }
            else
            {
                xml.Skip();
            }
        }
    }

    private static void ReadKey(ref XmlScanner xml, Page page)
    {
        ReadOnlySpan<byte> text = xml.ReadRaw();
        page.Objects.KeyLength = Decode(text, page.Objects.Key(text.Length), page);
    }

    private static string ReadPrefixText(ref XmlScanner xml, Page page)
    {
        ReadOnlySpan<byte> text = xml.ReadRaw();
        var characters = new char[text.Length];
        return new string(characters, 0, Decode(text, characters, page));
    }

    /// <returns>Characters of the key.</returns>
    private static int Decode(ReadOnlySpan<byte> text, Span<char> key, Page page)
    {
        if (!page.IsEncoded && text.IndexOfAnyInRange((byte)0, (byte)8) >= 0)
        {
            page.Defect ??= "The listing holds a character that XML cannot carry.";
        }

        if (page.IsEncoded ? ListingKeys.TryDecode(text, key, out int length) : ListingKeys.TryRead(text, key, out length))
        {
            return length;
        }

        page.Defect ??= $"The listing holds a key that is not percent-encoded UTF-8: \"{Encoding.UTF8.GetString(text)}\".";
        return text.Length;
    }

    private static bool? IsTrue(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "true"u8) ? true : Ascii.EqualsIgnoreCase(text, "false"u8) ? false : null;

    private static PackedETag ReadTag(ReadOnlySpan<byte> text) => PackedETag.Of(text.Trim(" \t\r\n"u8).Trim((byte)'"'));

    private static string? ReadClass(ReadOnlySpan<byte> text, Page page)
    {
        if (text.IsEmpty)
        {
            return null;
        }

        if (text.SequenceEqual("STANDARD"u8))
        {
            return "STANDARD";
        }

        // Objects side by side mostly have the same one.
        return page.Class is { } known && Ascii.Equals(text, known) ? known : page.Class = Encoding.UTF8.GetString(text);
    }

    /// <summary>A store that does not say it encoded the keys did not; it says so before or after them.</summary>
    private static bool IsEncoded(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> element = "EncodingType>"u8;
        int start = body.IndexOf(element);
        return start >= 0 && body[(start + element.Length)..] is { Length: >= 4 } rest && Ascii.EqualsIgnoreCase(rest[..3], "url"u8) && rest[3] == '<';
    }

    /// <summary><c>yyyy-MM-ddTHH:mm:ss</c> with or without a fraction, in UTC, is what stores write; whatever else is a time is read, too.</summary>
    private static DateTimeOffset? ReadTime(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 20 && text[^1] == 'Z' && text[4] == '-' && text[7] == '-' && text[10] == 'T' && text[13] == ':' && text[16] == ':'
            && TryNumber(text[..4], out int year) && TryNumber(text[5..7], out int month) && TryNumber(text[8..10], out int day)
            && TryNumber(text[11..13], out int hour) && TryNumber(text[14..16], out int minute) && TryNumber(text[17..19], out int second)
            && year > 0 && month is > 0 and <= 12 && day > 0 && day <= DateTime.DaysInMonth(year, month) && hour < 24 && minute < 60 && second < 60)
        {
            ReadOnlySpan<byte> fraction = text[19..^1];
            if (fraction.IsEmpty)
            {
                return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero);
            }

            if (fraction.Length is > 1 and <= 8 && fraction[0] == '.' && TryNumber(fraction[1..], out int ticks))
            {
                for (int i = fraction.Length; i < 8; i++)
                {
                    ticks *= 10;
                }

                return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks);
            }
        }

        return DateTimeOffset.TryParse(Encoding.UTF8.GetString(text), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTimeOffset time)
            ? time
            : null;
    }

    private static bool TryNumber(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (byte digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + digit - '0';
        }

        return true;
    }

    private static StoreError Empty(in DirectAnswer answer) => DirectErrors.Unproven(StoreOperation.ListObjectsV2, answer, "The store answered 200 without a listing.");

    private sealed class Page(bool isEncoded)
    {
        public bool IsEncoded => isEncoded;

        public ListedObjectsBuilder Objects { get; } = new();

        public List<string> Prefixes { get; } = [];

        public bool? IsTruncated { get; set; }

        public string? NextToken { get; set; }

        public bool IsListing { get; set; }

        /// <summary>The storage class read last.</summary>
        public string? Class { get; set; }

        /// <summary>Why the page cannot be used.</summary>
        public string? Defect { get; set; }
    }
}
