using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>HeadObject and GetObject.</summary>
internal sealed class ReadOperations(Store store, Access access)
{
    public S3Answer Head(S3Request request) => Read(request) with { Content = null };

    public S3Answer Get(S3Request request)
    {
        var answer = Read(request);
        return answer.Content!.IsReadable
            ? answer
            : throw new S3Refusal(500, "InternalError", "This bucket keeps no content, only hashes of it.");
    }

    private S3Answer Read(S3Request request)
    {
        var found = access.ForReading(request);
        Conditions.CheckRead(request, found, store.Options);
        var headers = AnswerHeaders.OfRead(request, found);
        var asked = request.Header("Range");
        var likeCeph = asked is not null && store.Options.ReadsRangesLikeCeph;
        if ((likeCeph ? CephRange.Parse(asked!, found.Size) : ByteRange.ParseRead(asked, found.Size)) is not { } range)
        {
            return new S3Answer { Headers = headers, Content = found.Content, Length = found.Size };
        }

        headers.Add(new("Content-Range", string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{found.Size}")));
        return new S3Answer { Status = likeCeph && !CephRange.IsPartial(asked!) ? 200 : 206, Headers = headers, Content = found.Content, Offset = range.Offset, Length = range.Length };
    }
}
