using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>If-Match and its relatives.</summary>
internal static class Conditions
{
    public static void CheckRead(S3Request request, StoredObject found)
    {
        switch (Evaluate(request, "", found))
        {
            case Verdict.Failed:
                throw S3Refusal.PreconditionFailed();
            case Verdict.NotModified:
                throw new S3Refusal(304, "NotModified", "Not Modified");
        }
    }

    public static void CheckCopySource(S3Request request, StoredObject source)
    {
        if (Evaluate(request, "x-amz-copy-source-", source) != Verdict.Met)
        {
            throw S3Refusal.PreconditionFailed();
        }
    }

    /// <summary>What must hold at the moment the object would become visible; null: nothing.</summary>
    public static Action<StoredObject?>? ForWriting(S3Request request)
    {
        var ifMatch = request.Header("If-Match");
        var ifNoneMatch = request.Header("If-None-Match");
        if (ifNoneMatch is not null && ifNoneMatch != "*")
        {
            throw S3Refusal.NotImplemented("If-None-Match with anything but *");
        }

        if (ifMatch is null && ifNoneMatch is null)
        {
            return null;
        }

        return existing =>
        {
            if (ifNoneMatch is not null && existing is not null)
            {
                throw S3Refusal.PreconditionFailed();
            }

            if (ifMatch is not null && !Matches(ifMatch, existing ?? throw S3Refusal.NoSuchKey()))
            {
                throw S3Refusal.PreconditionFailed();
            }
        };
    }

    /// <summary>What must hold of the current object at the moment it would be deleted; null: nothing.</summary>
    public static Action<StoredObject?>? ForDeleting(string? ifMatch) => ifMatch is null ? null : existing =>
    {
        if (!Matches(ifMatch, existing ?? throw S3Refusal.NoSuchKey()))
        {
            throw S3Refusal.PreconditionFailed();
        }
    };

    private static Verdict Evaluate(S3Request request, string prefix, StoredObject found)
    {
        // An ETag that matches outweighs a date that does not, as RFC 9110 orders them.
        if (request.Header(prefix + "if-match") is { } ifMatch)
        {
            if (!Matches(ifMatch, found))
            {
                return Verdict.Failed;
            }
        }
        else if (Date(request, prefix + "if-unmodified-since") is { } unmodifiedSince && found.LastModified > unmodifiedSince)
        {
            return Verdict.Failed;
        }

        if (request.Header(prefix + "if-none-match") is { } ifNoneMatch)
        {
            return Matches(ifNoneMatch, found) ? Verdict.NotModified : Verdict.Met;
        }

        return Date(request, prefix + "if-modified-since") is { } modifiedSince && found.LastModified <= modifiedSince ? Verdict.NotModified : Verdict.Met;
    }

    private static bool Matches(string header, StoredObject found)
    {
        var etag = found.ETag.ToString();
        return header.Split(',', StringSplitOptions.TrimEntries).Any(candidate => candidate == "*" || candidate.Trim('"') == etag);
    }

    private static DateTimeOffset? Date(S3Request request, string name) =>
        DateTimeOffset.TryParse(request.Header(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;

    private enum Verdict
    {
        Met,
        Failed,
        NotModified,
    }
}
