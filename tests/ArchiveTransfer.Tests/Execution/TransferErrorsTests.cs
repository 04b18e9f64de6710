using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class TransferErrorsTests
{
    [Theory]
    [InlineData("GetObject", true, 404, "NoSuchKey", TransferErrorCodes.SourceNotFound, TransferErrorKind.Permanent)]
    [InlineData("HeadObject", true, 404, "NotFound", TransferErrorCodes.SourceNotFound, TransferErrorKind.Permanent)]
    [InlineData("CopyObject", false, 404, "NoSuchKey", TransferErrorCodes.SourceNotFound, TransferErrorKind.Permanent)]
    [InlineData("GetObject", true, 412, "PreconditionFailed", TransferErrorCodes.SourceChanged, TransferErrorKind.Permanent)]
    [InlineData("CopyObject", false, 412, "PreconditionFailed", TransferErrorCodes.SourceChanged, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 412, "PreconditionFailed", TransferErrorCodes.DestinationExists, TransferErrorKind.Permanent)]
    [InlineData("CopyObject", false, 403, "InvalidObjectState", TransferErrorCodes.SourceArchived, TransferErrorKind.Permanent)]
    [InlineData("CopyObject", false, 403, "AccessDenied", TransferErrorCodes.AccessDenied, TransferErrorKind.NotThisWay)]
    [InlineData("PutObject", false, 403, "AccessDenied", TransferErrorCodes.AccessDenied, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 400, "KeyTooLongError", TransferErrorCodes.DestinationKeyTooLong, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 400, "InvalidObjectName", TransferErrorCodes.DestinationKeyTooLong, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 400, "EntityTooLarge", TransferErrorCodes.ObjectTooLarge, TransferErrorKind.Permanent)]
    [InlineData("CopyObject", false, 501, "NotImplemented", TransferErrorCodes.NotImplemented, TransferErrorKind.NotThisWay)]
    [InlineData("CopyObject", false, 503, "SlowDown", TransferErrorCodes.Throttled, TransferErrorKind.Throttled)]
    [InlineData("CopyObject", false, null, "AttemptTimeout", TransferErrorCodes.TimedOut, TransferErrorKind.Transient)]
    [InlineData("CopyObject", false, null, "ConnectionLost", TransferErrorCodes.StoreUnavailable, TransferErrorKind.Transient)]
    [InlineData("CopyObject", false, 500, "InternalError", TransferErrorCodes.StoreUnavailable, TransferErrorKind.Transient)]
    [InlineData("PutObject", false, 403, "SignatureDoesNotMatch", TransferErrorCodes.InvalidCredentials, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 301, "PermanentRedirect", TransferErrorCodes.WrongRegion, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 404, "NoSuchBucket", TransferErrorCodes.BucketNotFound, TransferErrorKind.Permanent)]
    [InlineData("HeadObject", true, 412, "", TransferErrorCodes.SourceChanged, TransferErrorKind.Permanent)]
    [InlineData("PutObject", false, 403, "RequestTimeTooSkewed", TransferErrorCodes.InvalidCredentials, TransferErrorKind.Transient)]
    [InlineData("PutObject", false, 400, "RequestTimeout", TransferErrorCodes.TimedOut, TransferErrorKind.Transient)]
    [InlineData("HeadObject", true, 400, "MetadataNotReadable", TransferErrorCodes.MetadataNotReadable, TransferErrorKind.NotThisWay)]
    [InlineData("CopyObject", false, 400, "SomethingElse", TransferErrorCodes.CopyRefused, TransferErrorKind.NotThisWay)]
    [InlineData("PutObject", false, 400, "SomethingElse", TransferErrorCodes.StoreRefused, TransferErrorKind.Permanent)]
    public void A_stores_answer_has_a_stable_code(string operation, bool source, int? status, string code, string expected, TransferErrorKind kind)
    {
        var named = Enum.Parse<StoreOperation>(operation);
        var error = TransferErrors.From(
            new StoreError { Operation = named, Kind = StoreErrorTable.Classify(named, status, code), StatusCode = status, Code = code, Message = "the store's text", RequestId = "R1" },
            source ? StoreSide.Source : StoreSide.Destination,
            "bucket",
            "a\nb'c");
        Assert.Equal((expected, kind, status, code, "R1"), (error.Code, error.Kind, error.StatusCode, error.StoreCode, error.RequestId));
        Assert.StartsWith($"{operation} of 'a\\u000ab\\'c' at the {(source ? "source" : "destination")} 'bucket': ", error.Message, StringComparison.Ordinal);
        Assert.Contains(status is null ? code : $"{status} {code}", error.Message, StringComparison.Ordinal);
        Assert.EndsWith(".", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_store_says_is_escaped()
    {
        var error = TransferErrors.From(
            new StoreError { Operation = StoreOperation.PutObject, Kind = StoreErrorKind.Permanent, Code = "Odd\u001b[31m", Message = "line\r\nline" }, StoreSide.Destination, "b", "k");
        Assert.DoesNotContain(error.Message, char.IsControl);
    }
}
