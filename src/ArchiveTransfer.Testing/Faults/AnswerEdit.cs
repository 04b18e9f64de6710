using System.Text;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Changes values in headers and in the text of XML elements.</summary>
internal static class AnswerEdit
{
    public static S3Answer Replace(S3Answer answer, Func<string, bool> isMeant, Func<string, string> change) => answer with
    {
        Headers = [.. answer.Headers.Select(header => isMeant(header.Key) ? KeyValuePair.Create(header.Key, change(header.Value)) : header)],
        Xml = answer.Xml is { } xml ? ReplaceInXml(xml, isMeant, change) : null,
    };

    private static string ReplaceInXml(string xml, Func<string, bool> isMeant, Func<string, string> change)
    {
        var edited = new StringBuilder(xml.Length + 16);
        var position = 0;
        while (xml.IndexOf('<', position) is >= 0 and var open && xml.IndexOf('>', open) is >= 0 and var close)
        {
            var name = xml[(open + 1)..close];
            edited.Append(xml, position, close + 1 - position);
            position = close + 1;
            if (isMeant(name) && xml.IndexOf('<', position) is >= 0 and var end && xml.AsSpan(end).StartsWith("</"))
            {
                edited.Append(change(xml[position..end]));
                position = end;
            }
        }

        return edited.Append(xml, position, xml.Length - position).ToString();
    }
}
