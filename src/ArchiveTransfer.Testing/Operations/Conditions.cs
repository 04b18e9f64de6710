using System.Globalization;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>If-Match and its relatives.</summary>
internal static class Conditions
{
    public static void CheckRead(S3Request request, StoredObject found, S3SimulatorOptions options)
    {
        switch (Evaluate(request, "", found, options))
        {
            case Verdict.Failed:
                throw S3Refusal.PreconditionFailed();
            case Verdict.NotModified:
                throw new S3Refusal(304, "NotModified", "Not Modified");
        }
    }

    public static void CheckCopySource(S3Request request, StoredObject source, S3SimulatorOptions options)
    {
        if (Evaluate(request, "x-amz-copy-source-", source, options) != Verdict.Met)
        {
            throw S3Refusal.PreconditionFailed();
        }
    }

    /// <summary>What must hold at the moment the object would become visible; null: nothing.</summary>
    public static Action<StoredObject?>? ForWriting(S3Request request, S3SimulatorOptions options)
    {
        var ifMatch = request.Header("If-Match");
        var ifNoneMatch = request.Header("If-None-Match");
        if (options.ComparesETagsVerbatim)
        {
            return VerbatimForWriting(ifMatch, ifNoneMatch);
        }

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

            if (ifMatch is not null && !Matches(ifMatch, existing ?? throw S3Refusal.NoSuchKey(), verbatim: false))
            {
                throw S3Refusal.PreconditionFailed();
            }
        };
    }

    private static Action<StoredObject?> VerbatimForWriting(string? ifMatch, string? ifNoneMatch) => existing =>
    {
        var etag = existing?.ETag.ToString();
        if ((ifMatch is not null && (etag is null || (ifMatch != "*" && ifMatch != etag)))
            || (ifNoneMatch is not null && etag is not null && (ifNoneMatch == "*" || ifNoneMatch == etag)))
        {
            throw S3Refusal.PreconditionFailed();
        }
    };

    private static Verdict Evaluate(S3Request request, string prefix, StoredObject found, S3SimulatorOptions options)
    {
        // An ETag that matches outweighs a date that does not, as RFC 9110 orders them.
        if (request.Header(prefix + "if-match") is { } ifMatch)
        {
            if (!Matches(ifMatch, found, options.ComparesETagsVerbatim))
            {
                return Verdict.Failed;
            }
        }
        else if (Date(request, prefix + "if-unmodified-since", options) is { } unmodifiedSince && found.LastModified > unmodifiedSince)
        {
            return Verdict.Failed;
        }

        if (request.Header(prefix + "if-none-match") is { } ifNoneMatch)
        {
            return Matches(ifNoneMatch, found, options.ComparesETagsVerbatim) ? Verdict.NotModified : Verdict.Met;
        }

        return Date(request, prefix + "if-modified-since", options) is { } modifiedSince && found.LastModified <= modifiedSince ? Verdict.NotModified : Verdict.Met;
    }

    private static bool Matches(string header, StoredObject found, bool verbatim)
    {
        var etag = found.ETag.ToString();
        return verbatim
            ? header.Trim('"') == etag
            : header.Split(',', StringSplitOptions.TrimEntries).Any(candidate => candidate == "*" || candidate.Trim('"') == etag);
    }

    private static DateTimeOffset? Date(S3Request request, string name, S3SimulatorOptions options)
    {
        if (request.Header(name) is not { } text)
        {
            return null;
        }

        if (DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date))
        {
            return date;
        }

        return options.RefusesMalformedDates ? throw S3Refusal.InvalidArgument($"'{text}' is no date.") : null;
    }

    private enum Verdict
    {
        Met,
        Failed,
        NotModified,
    }
}
