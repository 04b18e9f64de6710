namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The tags of an object.</summary>
internal static class TaggingAnswer
{
    public static List<KeyValuePair<string, string>> Read(ReadOnlySpan<byte> body)
    {
        List<KeyValuePair<string, string>> tags = [];
        var xml = new XmlScanner(body);
        if (!xml.OpenRoot().SequenceEqual("Tagging"u8))
        {
            throw new InvalidDataException("The answer tells no tags.");
        }

        while (xml.TryOpen())
        {
            if (!xml.Name.SequenceEqual("TagSet"u8))
            {
                xml.Skip();
                continue;
            }

            while (xml.TryOpen())
            {
                tags.Add(ReadTag(ref xml));
            }
        }

        xml.End();
        return tags;
    }

    private static KeyValuePair<string, string> ReadTag(ref XmlScanner xml)
    {
        string name = "";
        string value = "";
        while (xml.TryOpen())
        {
            if (xml.Name.SequenceEqual("Key"u8))
            {
                name = xml.ReadText();
            }
            else if (xml.Name.SequenceEqual("Value"u8))
            {
                value = xml.ReadText();
            }
            else
            {
                xml.Skip();
            }
        }

        return KeyValuePair.Create(name, value);
    }
}
