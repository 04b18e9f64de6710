namespace ArchiveTransfer.Testing;

/// <summary>The fault menu: values of <see cref="S3Fault.Kind"/>.</summary>
public static class S3FaultKinds
{
    /// <summary>Answers <see cref="S3Fault.StatusCode"/> and <see cref="S3Fault.Code"/> without acting.</summary>
    public const string Error = "error";

    /// <summary>Acts, then answers 200 with an empty body and no ETag.</summary>
    public const string EmptyOk = "empty-ok";

    /// <summary>Answers 200 whose body is an error, without acting.</summary>
    public const string ErrorInOk = "error-in-ok";

    /// <summary>Acts, then sends white space before the XML declaration.</summary>
    public const string WhitespaceBeforeXml = "whitespace-before-xml";

    /// <summary>Acts, then sends the first half of the XML.</summary>
    public const string TruncatedXml = "truncated-xml";

    /// <summary>Aborts the connection without acting.</summary>
    public const string ResetBeforeAct = "reset-before-act";

    /// <summary>Acts, then aborts the connection: the answer is lost.</summary>
    public const string ResetAfterAct = "reset-after-act";

    /// <summary>Aborts the connection after <see cref="S3Fault.Bytes"/> bytes of the body of a GetObject.</summary>
    public const string CutBody = "cut-body";

    /// <summary>Neither acts nor answers until the client leaves.</summary>
    public const string Stall = "stall";

    /// <summary>ListObjectsV2: the next token is the one just used, so that the same page comes again.</summary>
    public const string RepeatToken = "repeat-token";

    /// <summary>ListObjectsV2: first and last object of the page change places.</summary>
    public const string OutOfOrder = "out-of-order";

    /// <summary>ListObjectsV2: a page without objects that says there is more; the next token goes on where this page began.</summary>
    public const string EmptyTruncated = "empty-truncated";
}
