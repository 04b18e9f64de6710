using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>If-Match and its relatives.</summary>
internal static class Conditions
{
    private const string IfMatch = "If-Match";
    private const string IfNoneMatch = "If-None-Match";

    public static void CheckRead(S3Request request, StoredObject found, S3SimulatorOptions options)
    {
        var (verdict, condition) = Evaluate(request, "", found, options);
        switch (verdict)
        {
            case Verdict.Failed:
                throw S3Refusal.PreconditionFailed(condition);
            case Verdict.NotModified:
                throw new S3Refusal(304, "NotModified", "Not Modified").WithHeader("ETag", found.ETag.Quoted);
        }
    }

    public static void CheckCopySource(S3Request request, StoredObject source, S3SimulatorOptions options)
    {
        var (verdict, condition) = Evaluate(request, "x-amz-copy-source-", source, options);
        if (verdict != Verdict.Met)
        {
            throw S3Refusal.PreconditionFailed(condition);
        }
    }

    /// <summary>Whether a range counts: an If-Range that does not name this very object asks for all of it.</summary>
    public static bool HoldsIfRange(S3Request request, StoredObject found)
    {
        if (request.Header("If-Range") is not { } header)
        {
            return true;
        }

        return header.StartsWith('"') ? header == found.ETag.Quoted : Date(request, "If-Range", isStrict: false) == found.LastModified;
    }

    /// <summary>What must hold at the moment the object would become visible; null: nothing.</summary>
    public static Action<StoredObject?>? ForWriting(S3Request request, S3SimulatorOptions options)
    {
        var ifMatch = request.Header(IfMatch);
        var ifNoneMatch = request.Header(IfNoneMatch);
        if (options.ComparesETagsVerbatim)
        {
            return VerbatimForWriting(ifMatch, ifNoneMatch);
        }

        if (ifNoneMatch is not null && ifMatch is not null)
        {
            throw S3Refusal.HeaderNotImplemented($"{IfMatch},{IfNoneMatch}")
                .With("additionalMessage", "Multiple conditional request headers present in the request");
        }

        if (ifNoneMatch is not null && ifNoneMatch != "*")
        {
            throw S3Refusal.HeaderNotImplemented(IfNoneMatch)
                .With("additionalMessage", "We don't accept the provided value of If-None-Match header for this API");
        }

        if (ifMatch is null && ifNoneMatch is null)
        {
            return null;
        }

        return existing =>
        {
            if (ifNoneMatch is not null && existing is not null)
            {
                throw S3Refusal.PreconditionFailed(IfNoneMatch);
            }

            if (ifMatch is not null && !Matches(ifMatch, existing ?? throw S3Refusal.NoSuchKey(request.Key), verbatim: false))
            {
                throw S3Refusal.PreconditionFailed(IfMatch);
            }
        };
    }

    private static Action<StoredObject?> VerbatimForWriting(string? ifMatch, string? ifNoneMatch) => existing =>
    {
        var etag = existing?.ETag.ToString();
        if (ifMatch is not null && (etag is null || (ifMatch != "*" && ifMatch != etag)))
        {
            throw S3Refusal.PreconditionFailed(IfMatch);
        }

        if (ifNoneMatch is not null && etag is not null && (ifNoneMatch == "*" || ifNoneMatch == etag))
        {
            throw S3Refusal.PreconditionFailed(IfNoneMatch);
        }
    };

    /// <summary>What must hold of the current object at the moment it would be deleted; null: nothing.</summary>
    public static Action<StoredObject?>? ForDeleting(string key, string? ifMatch) => ifMatch is null ? null : existing =>
    {
        if (!Matches(ifMatch, existing ?? throw S3Refusal.NoSuchKey(key), verbatim: false))
        {
            throw S3Refusal.PreconditionFailed(IfMatch);
        }
    };

    private static (Verdict Verdict, string Condition) Evaluate(S3Request request, string prefix, StoredObject found, S3SimulatorOptions options)
    {
        // An ETag that matches outweighs a date that does not, as RFC 9110 orders them.
        if (request.Header(prefix + IfMatch) is { } ifMatch)
        {
            if (!Matches(ifMatch, found, options.ComparesETagsVerbatim))
            {
                return (Verdict.Failed, prefix + IfMatch);
            }
        }
        else if (Date(request, prefix + "If-Unmodified-Since", options.RefusesMalformedDates) is { } unmodifiedSince && found.LastModified > unmodifiedSince)
        {
            return (Verdict.Failed, prefix + "If-Unmodified-Since");
        }

        if (request.Header(prefix + IfNoneMatch) is { } ifNoneMatch)
        {
            return (Matches(ifNoneMatch, found, options.ComparesETagsVerbatim) ? Verdict.NotModified : Verdict.Met, prefix + IfNoneMatch);
        }

        return Date(request, prefix + "If-Modified-Since", options.RefusesMalformedDates) is { } modifiedSince && found.LastModified <= modifiedSince
            ? (Verdict.NotModified, prefix + "If-Modified-Since")
            : (Verdict.Met, "");
    }

    private static bool Matches(string header, StoredObject found, bool verbatim)
    {
        var etag = found.ETag.ToString();
        return verbatim
            ? header.Trim('"') == etag
            : header.Split(',', StringSplitOptions.TrimEntries).Any(candidate => candidate == "*" || candidate.Trim('"') == etag);
    }

    private static DateTimeOffset? Date(S3Request request, string name, bool isStrict)
    {
        if (request.Header(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return date;
        }

        return isStrict ? throw S3Refusal.InvalidArgument("A date is expected.", name, text) : null;
    }

    private enum Verdict
    {
        Met,
        Failed,
        NotModified,
    }
}
