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

        Conditions.CheckRead(request, found, store.Options);
        var headers = AnswerHeaders.OfRead(bucket, found, now);
        ResponseOverrides.Apply(request, headers);
        var (range, part) = RangeOf(request, found);
        if (part is not null && PartLayout.Of(found).Count is > 0 and var count)
        {
            headers.Add(new("x-amz-mp-parts-count", count.ToString(CultureInfo.InvariantCulture)));
        }

        AnswerHeaders.AddChecksum(request, found, headers, range, part);
        if (range is not { } taken)
        {
            return new S3Answer { Headers = headers, Content = found.Content, Length = found.Size };
        }

        if (taken.Length > 0)
        {
            headers.Add(new("Content-Range", string.Create(CultureInfo.InvariantCulture, $"bytes {taken.Offset}-{taken.Offset + taken.Length - 1}/{found.Size}")));
        }

        return new S3Answer { Status = IsPartial(request) ? 206 : 200, Headers = headers, Content = found.Content, Offset = taken.Offset, Length = taken.Length };
    }

    private bool IsPartial(S3Request request) => !store.Options.ReadsRangesLikeCeph || request.Header("Range") is not { } header || CephRange.IsPartial(header);

    private (ByteRange? Range, ObjectPart? Part) RangeOf(S3Request request, StoredObject found)
    {
        var header = request.Header("Range");
        if (request.Parameter("partNumber") is null || !store.Options.HonorsPartNumber)
        {
            if (header is not null && store.Options.ReadsRangesLikeCeph)
            {
                return (CephRange.Parse(header, found.Size), null);
            }

            return (Conditions.HoldsIfRange(request, found) ? ByteRange.ParseRead(header, found.Size) : null, null);
        }

        return header is null
            ? PartNumber.Find(found, PartNumber.Of(request))
            : throw S3Refusal.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
    }
}
