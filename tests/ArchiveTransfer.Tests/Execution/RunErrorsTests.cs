using ArchiveTransfer.ObjectStorage;
using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class RunErrorsTests
{
    [Theory]
    [InlineData(404, "NoSuchBucket", TransferErrorCodes.BucketNotFound)]
    [InlineData(null, StoreErrorCodes.ConnectFailed, TransferErrorCodes.EndpointUnreachable)]
    [InlineData(null, StoreErrorCodes.ConnectionLost, TransferErrorCodes.EndpointUnreachable)]
    [InlineData(null, StoreErrorCodes.AttemptTimeout, TransferErrorCodes.EndpointUnreachable)]
    [InlineData(null, StoreErrorCodes.NoCredentials, TransferErrorCodes.InvalidCredentials)]
    [InlineData(null, StoreErrorCodes.CredentialsPackageMissing, TransferErrorCodes.CredentialsPackageMissing)]
    [InlineData(403, "InvalidAccessKeyId", TransferErrorCodes.InvalidCredentials)]
    [InlineData(403, "SignatureDoesNotMatch", TransferErrorCodes.InvalidCredentials)]
    [InlineData(403, "RequestTimeTooSkewed", TransferErrorCodes.InvalidCredentials)]
    [InlineData(301, "PermanentRedirect", TransferErrorCodes.WrongRegion)]
    [InlineData(400, "AuthorizationHeaderMalformed", TransferErrorCodes.WrongRegion)]
    [InlineData(403, "AccessDenied", TransferErrorCodes.AccessDenied)]
    [InlineData(500, "InternalError", null)]
    [InlineData(200, StoreErrorCodes.UnreadableAnswer, null)]
    public void Each_has_a_code_and_one_line(int? status, string code, string? expected)
    {
        foreach (var side in Enum.GetValues<StoreSide>())
        {
            var said = new StoreError
            {
                Operation = StoreOperation.ListObjectsV2,
                Kind = StoreErrorKind.Permanent,
                StatusCode = status,
                Code = code,
                Message = "said\nso",
                BucketRegion = "eu-west-1",
            };
            var exception = RunErrors.Describe(said, side, "my\tbucket", new Uri("https://user:SECRET@s3.example.com:9000/x?y=SECRET"));
            Assert.Equal(expected ?? (side == StoreSide.Source ? TransferErrorCodes.SourceNotListable : TransferErrorCodes.DestinationNotListable), exception.ErrorCode);
            Assert.DoesNotContain(exception.Message, char.IsControl);
            Assert.DoesNotContain("SECRET", exception.Message, StringComparison.Ordinal);
            Assert.EndsWith(code is StoreErrorCodes.NoCredentials or StoreErrorCodes.CredentialsPackageMissing ? "said\\u000aso" : ".", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(StoreErrorCodes.EmptyAnswer)]
    [InlineData(StoreErrorCodes.UnreadableAnswer)]
    public void What_is_no_store_is_not_called_unwell(string code)
    {
        var error = new StoreError { Operation = StoreOperation.ListObjectsV2, Kind = StoreErrorKind.Transient, StatusCode = 200, Code = code, Message = "No listing.", Exhausted = true };
        Assert.Equal(
            $"What answers for bucket 'a' of the source at http://web.example.com is no S3 store, or something between changes its answers. Check Source.ServiceUrl, and the proxy. The store said: 200 {code}, No listing.",
            RunErrors.Describe(error, StoreSide.Source, "a", new Uri("http://web.example.com")).Message);
    }

    [Fact]
    public void The_value_and_the_cure_are_named()
    {
        var error = new StoreError { Operation = StoreOperation.ListObjectsV2, Kind = StoreErrorKind.Permanent, StatusCode = 301, Code = "PermanentRedirect", BucketRegion = "eu-west-1" };
        Assert.Equal(
            "Destination.Region: bucket 'lake' is in region 'eu-west-1'. Set Destination.Region to it. The store said: 301 PermanentRedirect.",
            RunErrors.Describe(error, StoreSide.Destination, "lake", null).Message);
    }
}
