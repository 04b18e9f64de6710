using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>HeadObject and GetObject.</summary>
internal sealed class ReadOperations(Store store, Access access, CustomerKeyReader keys)
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
        CustomerKeyReader.RefuseEncryption(request);
        var bucket = access.Bucket(request, S3Rights.None);
        var found = access.ForReading(request, bucket);
        var now = store.Options.TimeProvider.GetUtcNow();
        keys.CheckReading(request, found);
        if (request.Operation == S3Operation.GetObject)
        {
            ArchiveRules.RequireReadable(found, now);
        }

        Conditions.CheckRead(request, found);
        var headers = AnswerHeaders.OfRead(request, bucket, found, now);
        if (ByteRange.ParseRead(request.Header("Range"), found.Size) is not { } range)
        {
            return new S3Answer { Headers = headers, Content = found.Content, Length = found.Size };
        }

        headers.Add(new("Content-Range", string.Create(
            CultureInfo.InvariantCulture,
            $"bytes {range.Offset}-{range.Offset + range.Length - 1}/{found.Size}")));
        return new S3Answer { Status = 206, Headers = headers, Content = found.Content, Offset = range.Offset, Length = range.Length };
    }
}
