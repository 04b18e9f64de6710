using System.Buffers.Text;
using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>A page of a listing, read straight from its bytes.</summary>
internal static class ListingAnswer
{
    /// <summary>It is kept while the answer is read in pieces: with a longer one they are not worth it.</summary>
    private const int LongestRoot = 8 << 10;

    /// <summary>Objects end so: what lies before is worth reading while the rest is on its way.</summary>
    private static ReadOnlySpan<byte> EndOfObject => "</Contents>"u8;

    /// <summary>Reads the children of the root that are there as a whole, while more is to come.</summary>
    /// <param name="body">The root's tag, and what follows of it that was not read yet.</param>
    /// <param name="begin">Where the root's tag ends.</param>
    /// <returns>Where what is not read yet begins; 0: nothing of it can be read so far.</returns>
    /// <exception cref="InvalidDataException">What was read is of no use, whatever follows.</exception>
    public static int ReadOn(ReadOnlySpan<byte> body, ListingDraft page, out int begin)
    {
        begin = 0;
        int last = body.LastIndexOf(EndOfObject);
        if (last < 0)
        {
            return 0;
        }

        int read = 0;
        int prefixes = page.Prefixes.Count;
        try
        {
            var xml = new XmlScanner(body);
            if (!xml.OpenRoot().SequenceEqual("ListBucketResult"u8))
            {
                return 0;
            }

            begin = xml.At;
            if (begin > LongestRoot)
            {
                return 0;
            }

            while (page.Defect is null && xml.At < last && xml.TryOpen())
            {
                ReadChild(ref xml, page);
                (read, prefixes) = (xml.At, page.Prefixes.Count);
            }
        }
        catch (InvalidDataException)
        {
            // Broken, or a text looks as the end of an object does: with the rest of it there, it is read again.
            page.Prefixes.RemoveRange(prefixes, page.Prefixes.Count - prefixes);
        }

        return page.Defect is { } defect ? throw new InvalidDataException(defect) : read;
    }

    /// <summary>Reads an answer of which nothing more is to come.</summary>
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

        ListingDraft page = answer.Begun ?? new ListingDraft();
        while (xml.TryOpen())
        {
            ReadChild(ref xml, page);
            if (page.Defect is { } defect)
            {
                throw new InvalidDataException(defect);
            }
        }

        xml.End();
        return Finish(answer, page);
    }

    private static void ReadChild(ref XmlScanner xml, ListingDraft page)
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
        else if (name.SequenceEqual("EncodingType"u8))
        {
            page.IsEncoded = Ascii.EqualsIgnoreCase(xml.ReadRaw(), "url"u8);
        }
        else
        {
            page.IsListing |= name.SequenceEqual("Name"u8) || name.SequenceEqual("KeyCount"u8);
            xml.Skip();
        }

        page.Check();
    }

    private static StoreResult<ObjectPage> Finish(in DirectAnswer answer, ListingDraft page)
    {
        (IReadOnlyList<ListedObject> objects, IReadOnlyList<string> prefixes) = page.Build();
        if (page.Defect is { } defect)
        {
            throw new InvalidDataException(defect);
        }

        if (page.IsTruncated is not true)
        {
            // Without one of these elements nothing proves that it was a listing.
            return page.IsListing || page.IsTruncated is false ? new ObjectPage(objects, null) { CommonPrefixes = prefixes } : Empty(answer);
        }

        return string.IsNullOrEmpty(page.NextToken)
            ? throw new InvalidDataException("The listing says there is more and not how to go on.")
            : new ObjectPage(objects, page.NextToken) { CommonPrefixes = prefixes };
    }

    private static void ReadObject(ref XmlScanner xml, ListingDraft page)
    {
        long size = -1;
        PackedETag eTag = PackedETag.Of(default(ReadOnlySpan<byte>));
        DateTimeOffset? modified = null;
        string? storageClass = null;
        page.Objects.KeyLength = 0;
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
                storageClass = page.ClassOf(xml.ReadRaw());
            }
            else
            {
                xml.Skip();
            }
        }

        page.Defect ??= page.Objects.KeyLength == 0 ? "The listing holds an object without a key." : size < 0 ? "The listing holds an object without a size." : null;
        page.Objects.Add(size, eTag, modified, storageClass);
    }

    private static void ReadPrefix(ref XmlScanner xml, ListingDraft page)
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

    private static void ReadKey(ref XmlScanner xml, ListingDraft page)
    {
        ReadOnlySpan<byte> text = xml.ReadRaw();
        page.Objects.KeyLength = page.Decode(text, page.Objects.Key(text.Length));
    }

    private static string ReadPrefixText(ref XmlScanner xml, ListingDraft page)
    {
        ReadOnlySpan<byte> text = xml.ReadRaw();
        var characters = new char[text.Length];
        return new string(characters, 0, page.Decode(text, characters));
    }

    private static bool? IsTrue(ReadOnlySpan<byte> text) =>
        Ascii.EqualsIgnoreCase(text, "true"u8) ? true : Ascii.EqualsIgnoreCase(text, "false"u8) ? false : null;

    private static PackedETag ReadTag(ReadOnlySpan<byte> text) => PackedETag.Of(text.Trim(" \t\r\n"u8).Trim((byte)'"'));

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
}
