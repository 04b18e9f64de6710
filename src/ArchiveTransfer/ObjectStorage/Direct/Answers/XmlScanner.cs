using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>
/// Goes through an answer in XML without building anything: elements by local name, text where it is asked for. Answers are hostile: document types are
/// refused, elements must nest and end. What is not such a document throws <see cref="InvalidDataException"/>.
/// </summary>
internal ref struct XmlScanner
{
    private const int MaxDepth = 32;

    private static readonly SearchValues<byte> EndOfName = SearchValues.Create("> /\t\r\n"u8);

    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>Unescaped texts, one after the other.</summary>
    [ThreadStatic]
    private static byte[]? scratch;

    private readonly ReadOnlySpan<byte> xml;
    private readonly int skipped;
    private OpenNames open;
    private int at;
    private bool endsItself;
    private bool rootSeen;

    public XmlScanner(ReadOnlySpan<byte> document)
    {
        // White space before the declaration is what a store sends to keep the connection alive.
        int start = document.IndexOfAnyExcept(" \t\r\n"u8);
        xml = start < 0 ? default : document[start..];
        skipped = Math.Max(0, start);
        if (xml.StartsWith("\uFEFF"u8))
        {
            at = 3;
        }
    }

    /// <summary>Bytes of the document that were read.</summary>
    public readonly int At => skipped + at;

    /// <summary>Elements that are open; 1 inside the root.</summary>
    public int Depth { get; private set; }

    /// <summary>Local name of the element that <see cref="TryOpen"/> came to.</summary>
    public ReadOnlySpan<byte> Name { get; private set; }

    /// <summary>Opens the root.</summary>
    public ReadOnlySpan<byte> OpenRoot() => TryOpen() ? Name : throw Broken("there is no element");

    /// <summary>Goes to the next child of the element that is open and opens it; false: there is none, and the element is closed.</summary>
    public bool TryOpen()
    {
        while (true)
        {
            if (endsItself)
            {
                endsItself = false;
                Depth--;
                return false;
            }

            if (Depth == 0 && rootSeen)
            {
                throw Broken("it is over");
            }

            int next = at < xml.Length ? xml[at..].IndexOf((byte)'<') : -1;
            if (next < 0)
            {
                throw Broken("it ends in the middle");
            }

            at += next + 1;
            if (TryPassOver())
            {
                continue;
            }

            if (at < xml.Length && xml[at] == '/')
            {
                Close();
                return false;
            }

            Open();
            return true;
        }
    }

    /// <summary>Passes over what is left of the element that is open, and closes it.</summary>
    public void Skip()
    {
        int depth = Depth;
        while (Depth >= depth)
        {
            TryOpen();
        }
    }

    /// <summary>The text of the element that is open, unescaped; closes the element. What is returned holds until this thread reads the next text.</summary>
    public ReadOnlySpan<byte> ReadRaw()
    {
        if (endsItself)
        {
            endsItself = false;
            Depth--;
            return default;
        }

        int length = xml[at..].IndexOf((byte)'<');
        if (length < 0)
        {
            throw Broken("it ends in the middle");
        }

        ReadOnlySpan<byte> text = xml.Slice(at, length);
        if (at + length + 1 < xml.Length && xml[at + length + 1] == '/' && !text.Contains((byte)'&'))
        {
            at += length + 1;
            Close();
            return text;
        }

        return ReadEscaped();
    }

    public string ReadText()
    {
        try
        {
            return Utf8.GetString(ReadRaw());
        }
        catch (ArgumentException)
        {
            throw Broken("it is not UTF-8");
        }
    }

    /// <summary>Nothing may follow the root but what means nothing.</summary>
    public void End()
    {
        while (at < xml.Length)
        {
            int next = xml[at..].IndexOf((byte)'<');
            ReadOnlySpan<byte> between = next < 0 ? xml[at..] : xml.Slice(at, next);
            if (between.IndexOfAnyExcept(" \t\r\n\0"u8) >= 0)
            {
                throw Broken("something follows its end");
            }

            if (next < 0)
            {
                return;
            }

            at += next + 1;
            if (!TryPassOver())
            {
                throw Broken("a second element follows the first");
            }
        }
    }

    private ReadOnlySpan<byte> ReadEscaped()
    {
        int written = 0;
        Span<byte> character = stackalloc byte[4];
        while (true)
        {
            int length = xml[at..].IndexOfAny((byte)'<', (byte)'&');
            if (length < 0)
            {
                throw Broken("it ends in the middle");
            }

            Keep(xml.Slice(at, length), ref written);
            at += length;
            if (xml[at] == '&')
            {
                at += XmlEntity.Read(xml[at..], character, out int count);
                Keep(character[..count], ref written);
                continue;
            }

            at++;
            if (xml[at..].StartsWith("![CDATA["u8))
            {
                at += 8;
                int end = xml[at..].IndexOf("]]>"u8);
                if (end < 0)
                {
                    throw Broken("it ends in the middle");
                }

                Keep(xml.Slice(at, end), ref written);
                at += end + 3;
            }
            else if (at < xml.Length && xml[at] == '/')
            {
                Close();
                return scratch.AsSpan(0, written);
            }
            else if (!TryPassOver())
            {
                throw Broken("there is an element where text should be");
            }
        }
    }

    private static void Keep(scoped ReadOnlySpan<byte> text, ref int written)
    {
        scratch ??= new byte[256];
        if (text.Length > scratch.Length - written)
        {
            Array.Resize(ref scratch, Math.Max(scratch.Length * 2, written + text.Length));
        }

        text.CopyTo(scratch.AsSpan(written));
        written += text.Length;
    }

    /// <summary>Comments and instructions, after their first character; document types are refused.</summary>
    private bool TryPassOver()
    {
        ReadOnlySpan<byte> rest = xml[at..];
        (int lead, int end, int tail) = rest.StartsWith("?"u8) ? (1, rest[1..].IndexOf("?>"u8), 2)
            : rest.StartsWith("!--"u8) ? (3, rest[3..].IndexOf("-->"u8), 3)
            : rest.StartsWith("![CDATA["u8) ? (8, rest[8..].IndexOf("]]>"u8), 3)
            : rest.StartsWith("!"u8) ? throw Broken("it declares something")
            : (0, 0, 0);
        if (lead == 0)
        {
            return false;
        }

        at += end < 0 ? throw Broken("it ends in the middle") : lead + end + tail;
        return true;
    }

    private void Open()
    {
        if (++Depth > MaxDepth || (Depth == 1 && rootSeen))
        {
            throw Broken(Depth == 1 ? "a second element follows the first" : "its elements nest too deep");
        }

        rootSeen = true;
        int length = xml[at..].IndexOfAny(EndOfName);
        if (length < 1)
        {
            throw Broken("it has an element without a name or end");
        }

        Name = Local(xml.Slice(at, length));
        open[Depth - 1] = (at, length);
        at += length;

        // A value of an attribute may hold what ends a tag.
        byte quote = 0;
        for (; at < xml.Length; at++)
        {
            byte c = xml[at];
            if (quote != 0)
            {
                quote = c == quote ? (byte)0 : quote;
            }
            else if (c is (byte)'"' or (byte)'\'')
            {
                quote = c;
            }
            else if (c == '>')
            {
                endsItself = xml[at - 1] == '/';
                at++;
                return;
            }
        }

        throw Broken("it ends in the middle");
    }

    private void Close()
    {
        int end = xml[at..].IndexOf((byte)'>');
        if (end < 0)
        {
            throw Broken("it ends in the middle");
        }

        if (Depth == 0)
        {
            throw Broken("it closes what it did not open");
        }

        (int start, int length) = open[--Depth];
        ReadOnlySpan<byte> closed = xml.Slice(at + 1, end - 1);
        if (!closed.StartsWith(xml.Slice(start, length)) || closed[length..].IndexOfAnyExcept(" \t\r\n"u8) >= 0)
        {
            throw Broken("its elements do not nest");
        }

        at += end + 1;
    }

    private static ReadOnlySpan<byte> Local(ReadOnlySpan<byte> name)
    {
        int colon = name.IndexOf((byte)':');
        return colon < 0 ? name : name[(colon + 1)..];
    }

    internal static InvalidDataException Broken(string how) => new($"The answer is not the XML it should be: {how}.");

    /// <summary>Where the names of open elements stand.</summary>
    [InlineArray(MaxDepth)]
    private struct OpenNames
    {
        private (int Start, int Length) first;
    }
}
