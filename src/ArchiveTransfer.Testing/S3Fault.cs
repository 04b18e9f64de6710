using System.Text.Json.Serialization;

namespace ArchiveTransfer.Testing;

/// <summary>A fault, and which requests meet it. Of a request everything that is set here must hold; a kind strikes only operations it makes sense for.</summary>
/// <remarks>
/// Chance is drawn from the seed, the fault's place in the order of injection, the request itself (operation, bucket, key, part, range, page) and how often it
/// was made: the same seed strikes the same requests, in whatever order they arrive. <see cref="Skip"/>, <see cref="Times"/> and <see cref="Burst"/> count
/// requests as they arrive, unless <see cref="PerKey"/>. The last million requests by name are told apart; one longer gone counts as new.
/// </remarks>
public sealed record S3Fault
{
    /// <summary>Answers <see cref="StatusCode"/> and <see cref="Code"/> without acting.</summary>
    public const string Error = "error";

    /// <summary>Answers 503 SlowDown without acting; a <see cref="Burst"/> of them under a <see cref="KeyPrefix"/> is a hot partition.</summary>
    public const string SlowDown = "slow-down";

    /// <summary>Answers 501 NotImplemented without acting; with <see cref="Header"/> only where that header is sent.</summary>
    public const string NotImplemented = "not-implemented";

    /// <summary>Answers 400 ExpiredToken without acting; with <see cref="AccessKey"/> only to those credentials.</summary>
    public const string ExpiredToken = "expired-token";

    /// <summary>Writes with If-Match or If-None-Match: answers 409 ConditionalRequestConflict without acting.</summary>
    public const string ConditionalConflict = "conditional-conflict";

    /// <summary>The clock of the store is off by <see cref="Skew"/>: so is the Date header, and a signature further than 15 minutes from it is answered 403
    /// RequestTimeTooSkewed.</summary>
    public const string ClockSkew = "clock-skew";

    /// <summary>Answers 200 whose body is an error, without acting.</summary>
    public const string ErrorInOk = "error-in-ok";

    /// <summary>Acts, then answers 200 with an empty body and no ETag.</summary>
    public const string EmptyOk = "empty-ok";

    /// <summary>Acts, then sends white space before the XML declaration.</summary>
    public const string WhitespaceBeforeXml = "whitespace-before-xml";

    /// <summary>Acts, then sends the first half of the XML.</summary>
    public const string TruncatedXml = "truncated-xml";

    /// <summary>Acts, then answers another ETag, in header and XML, than the one that is kept.</summary>
    public const string WrongETag = "wrong-etag";

    /// <summary>Acts, then answers another checksum, in header and XML, than the one that is kept. Answers without a checksum stay as they are.</summary>
    public const string WrongChecksum = "wrong-checksum";

    /// <summary>UploadPart, UploadPartCopy: the part is kept under another ETag than was answered, which ListParts shows and completing with the answered one refuses.</summary>
    public const string PartETagChanged = "part-etag-changed";

    /// <summary>CompleteMultipartUpload: acts, then answers 404 NoSuchUpload although the object is there.</summary>
    public const string NoSuchUpload = "no-such-upload";

    /// <summary>HeadObject: answers from before the last write of that key by a request since the fault was injected (not by DeleteObjects): the object
    /// replaced, or 404. Keys not written since are not struck; the last 10,000 writes are remembered.</summary>
    public const string StaleHead = "stale-head";

    /// <summary>Aborts the connection without acting.</summary>
    public const string ResetBeforeAct = "reset-before-act";

    /// <summary>Acts, then aborts the connection: the answer is lost.</summary>
    public const string ResetAfterAct = "reset-after-act";

    /// <summary>Acts, then sends status and headers, announces the whole body, sends none of it and closes the connection.</summary>
    public const string ResetInAnswer = "reset-in-answer";

    /// <summary>Sends <see cref="Bytes"/> bytes of the body that was announced, of an object or of XML, and closes the connection; a body no longer than that comes whole.</summary>
    public const string CutBody = "cut-body";

    /// <summary>Aborts the connection after <see cref="Bytes"/> bytes of the body of a request, as sent: nothing becomes visible. A body no longer than that passes.</summary>
    public const string CutUpload = "cut-upload";

    /// <summary>Neither acts nor answers until the client leaves.</summary>
    public const string Stall = "stall";

    /// <summary>Acts, sends status, headers and <see cref="Bytes"/> bytes of the body that was announced, then nothing until the client leaves.</summary>
    public const string StallBody = "stall-body";

    /// <summary>Bodies move at <see cref="BytesPerSecond"/>: those of requests are read so slowly, those of answers sent so slowly.</summary>
    public const string SlowDrip = "slow-drip";

    /// <summary>GetObject, HeadObject: the body lacks its last <see cref="Bytes"/> bytes, at least one, and Content-Length agrees: the source was truncated.</summary>
    public const string ShortBody = "short-body";

    /// <summary>GetObject, HeadObject: <see cref="Bytes"/> bytes more than there are, at least one, and Content-Length agrees, as it must: HTTP/1.1 knows no body
    /// longer than its length, what came after it would be the next answer.</summary>
    public const string LongBody = "long-body";

    /// <summary>GetObject: no Content-Length, the body comes in chunks and with <see cref="Bytes"/> bytes more than there are, none by default.</summary>
    public const string ChunkedBody = "chunked-body";

    /// <summary>GetObject: the byte at <see cref="Bytes"/> of what is sent, or the last where that is less, has a bit flipped; ETag and checksum are those of the true object.</summary>
    public const string CorruptBody = "corrupt-body";

    /// <summary>ListObjectsV2: the next token is the one just used, so that the same page comes again.</summary>
    public const string RepeatToken = "repeat-token";

    /// <summary>ListObjectsV2: the next page begins with the last object of this one; pages of one object are left alone.</summary>
    public const string OverlappingPages = "overlapping-pages";

    /// <summary>Listings of objects: first and last object of the page change places.</summary>
    public const string OutOfOrder = "out-of-order";

    /// <summary>ListObjectsV2: a page without objects that says there is more; the next token goes on where this page began.</summary>
    public const string EmptyTruncated = "empty-truncated";

    /// <summary>Listings of objects: a third of the page, from its middle and at least one object, is left out without a sign.</summary>
    public const string MissingKeys = "missing-keys";

    /// <summary>Listings of objects: once a page that is not the last is made, its last object comes into being a second time, under its key and <c>!</c>, where the next page
    /// begins; pages of one object are left alone.</summary>
    public const string KeyAppears = "key-appears";

    /// <summary>Listings of objects: once the page is made its last object is deleted: listed, and gone.</summary>
    public const string KeyVanishes = "key-vanishes";

    /// <summary>Which kind, one of the constants.</summary>
    public required string Kind { get; init; }

    /// <summary>Which operation, by name; null: any the kind makes sense for.</summary>
    public string? Operation { get; init; }

    /// <summary>Which bucket, of the destination where something is copied; null: any.</summary>
    public string? Bucket { get; init; }

    /// <summary>Which keys; null: any. A request without a key, such as a listing, is asked about with the empty string. Code, so it does not cross to
    /// another process: <see cref="KeyPrefix"/> does.</summary>
    [JsonIgnore]
    public Func<string, bool>? Keys { get; init; }

    /// <summary>How keys begin, or the prefixes of listings; null: any.</summary>
    public string? KeyPrefix { get; init; }

    /// <summary>Whose requests, by the access key they claim to be signed with; null: anybody's.</summary>
    public string? AccessKey { get; init; }

    /// <summary>A header that must be sent, by name; a star at the end stands for any rest: <c>x-amz-checksum-*</c>. Null: none.</summary>
    public string? Header { get; init; }

    /// <summary>0 to 1, of each request that matches. Default 1.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>How many matching requests pass unharmed first. 0 or more; default 0.</summary>
    public int Skip { get; init; }

    /// <summary>How often at most. 1 or more; null, the default: no limit.</summary>
    public int? Times { get; init; }

    /// <summary>How many matching requests are struck in a row once chance begins. 1 or more; default 1.</summary>
    public int Burst { get; init; } = 1;

    /// <summary>Counts <see cref="Skip"/>, <see cref="Times"/> and <see cref="Burst"/> for each request by name (operation, bucket, key, part, range, page) and not for all
    /// together: with <see cref="Times"/> 1 the first attempt fails and the second does not, whatever else is going on.</summary>
    public bool PerKey { get; init; }

    /// <summary>Status of <see cref="Error"/>, 300 to 599. Default 500.</summary>
    public int StatusCode { get; init; } = 500;

    /// <summary>Code of <see cref="Error"/> and <see cref="ErrorInOk"/>. Default InternalError.</summary>
    public string Code { get; init; } = "InternalError";

    /// <summary>Sent as Retry-After, in whole seconds rounded up, with <see cref="Error"/> and <see cref="SlowDown"/>; null: no such header.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Where a body is cut, stalls or is corrupt, or by how much it is short or long. 0 or more; default 0.</summary>
    public long Bytes { get; init; }

    /// <summary>Pace of <see cref="SlowDrip"/>. 1 or more; default 1,000.</summary>
    public long BytesPerSecond { get; init; } = 1_000;

    /// <summary>How far the clock of <see cref="ClockSkew"/> is off; negative: it is slow. At most a year; default one hour fast.</summary>
    public TimeSpan Skew { get; init; } = TimeSpan.FromHours(1);
}
