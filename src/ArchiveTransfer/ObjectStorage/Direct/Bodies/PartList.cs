using System.Globalization;
using System.Text;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>The parts of an upload, in order, as the store wants to be told of them.</summary>
internal static class PartList
{
    public static byte[] Of(IReadOnlyList<WrittenPart> parts)
    {
        var xml = new StringBuilder("<CompleteMultipartUpload xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
        foreach (WrittenPart part in parts)
        {
            xml.Append(CultureInfo.InvariantCulture, $"<Part><ETag>\"{Escape(part.ETag)}\"</ETag><PartNumber>{part.PartNumber}</PartNumber></Part>");
        }

        return Encoding.UTF8.GetBytes(xml.Append("</CompleteMultipartUpload>").ToString());
    }

    private static string Escape(string text) => System.Security.SecurityElement.Escape(text);
}
