using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneAnswerTests : PlaneTest
{
    private protected PlaneAnswerTests(PlaneKind kind)
        : base(kind)
    {
    }

    private const string Declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

    private static readonly StoreOperation[] ProvenByAnswer =
    [
        StoreOperation.CopyObject, StoreOperation.PutObject, StoreOperation.UploadPart, StoreOperation.UploadPartCopy, StoreOperation.CompleteMultipartUpload, StoreOperation.CreateMultipartUpload,
    ];

    private static readonly StoreOperation[] AnsweredInXml =
    [
        StoreOperation.CopyObject, StoreOperation.UploadPartCopy, StoreOperation.CompleteMultipartUpload, StoreOperation.CreateMultipartUpload,
        StoreOperation.ListObjectsV2, StoreOperation.GetObjectTagging, StoreOperation.ListParts,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_empty_200_proves_nothing()
    {
        foreach (var operation in ProvenByAnswer)
        {
            var error = await AnswerAsync(operation, _ => ScriptedAnswer.Of(200));
            Assert.Equal((operation, StoreErrorKind.Unknown, StoreErrorCodes.EmptyAnswer, 200), (operation, error!.Kind, error.Code, error.StatusCode));
        }
    }

    [Fact]
    public async Task A_200_without_ETag_proves_nothing()
    {
        foreach (var operation in ProvenByAnswer.Where(operation => operation is not (StoreOperation.PutObject or StoreOperation.UploadPart)))
        {
            var error = await AnswerAsync(operation, _ => ScriptedAnswer.Of(200, $"{Declaration}<Result><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag></ETag></Result>"));
            Assert.Equal((operation, StoreErrorKind.Unknown, StoreErrorCodes.EmptyAnswer), (operation, error!.Kind, error.Code));
        }
    }

    [Theory]
    [InlineData("InternalError", StoreErrorKind.Transient)]
    [InlineData("SlowDown", StoreErrorKind.Throttled)]
    [InlineData("NoSuchKey", StoreErrorKind.Permanent)]
    public async Task An_error_inside_a_200_is_the_error(string code, object kind)
    {
        foreach (var operation in AnsweredInXml)
        {
            var error = await AnswerAsync(operation, _ => ScriptedAnswer.Error(200, code));
            Assert.Equal((operation, (StoreErrorKind)kind, code, "said so", "R1", 200), (operation, error!.Kind, error.Code, error.Message, error.RequestId, error.StatusCode));
        }
    }

    [Fact]
    public async Task White_space_before_the_declaration_is_what_keeps_a_connection_alive()
    {
        foreach (var operation in AnsweredInXml)
        {
            var error = await AnswerAsync(operation, request => Slow(Body(Answers.Healthy(request))));
            Assert.Null(error);
        }

        static ScriptedAnswer Slow(string body) => ScriptedAnswer.Of(200, " \r\n\n " + Declaration + "\n" + body);
    }

    [Fact]
    public async Task White_space_before_the_declaration_is_not_a_success_through_a_users_client()
    {
        await using var plane = PlaneUnderTest.StartWithUsersClient(request => ScriptedAnswer.Of(200, " \n" + Declaration + Body(Answers.Healthy(request))), Once);
        var error = await EveryOperation.SendAsync(plane.Store, StoreOperation.CopyObject, "key", Token);
        Assert.Equal((StoreErrorKind.Unknown, StoreErrorCodes.UnreadableAnswer), (error!.Kind, error.Code));
    }

    [Fact]
    public async Task An_answer_that_is_cut_is_unknown_for_writes_and_transient_for_reads()
    {
        foreach (var operation in AnsweredInXml)
        {
            var error = await AnswerAsync(operation, request => ScriptedAnswer.Cut(Declaration + Body(Answers.Healthy(request))));
            Assert.Equal((operation, IsRead(operation) ? StoreErrorKind.Transient : StoreErrorKind.Unknown, StoreErrorCodes.ConnectionLost), (operation, error!.Kind, error.Code));
        }
    }

    [Theory]
    [InlineData("<html><body>Welcome to the proxy<br></body></html>")]
    [InlineData("{\"ok\":true}")]
    [InlineData("<CopyObjectResult><ETag>")]
    public async Task An_answer_that_is_not_the_XML_asked_for_is_no_success(string body)
    {
        foreach (var operation in AnsweredInXml)
        {
            var error = await AnswerAsync(operation, _ => ScriptedAnswer.Of(200, body));
            Assert.True(error is not null, $"{operation} took {body} for success");
            Assert.Equal((operation, IsRead(operation) ? StoreErrorKind.Transient : StoreErrorKind.Unknown), (operation, error.Kind));
            Assert.Contains(error.Code, new[] { StoreErrorCodes.UnreadableAnswer, StoreErrorCodes.EmptyAnswer });
        }
    }

    [Theory]
    [InlineData(404, "NotFound", StoreErrorKind.Permanent)]
    [InlineData(403, "AccessDenied", StoreErrorKind.Permanent)]
    [InlineData(400, "BadRequest", StoreErrorKind.Permanent)]
    [InlineData(412, "PreconditionFailed", StoreErrorKind.Permanent)]
    [InlineData(301, "PermanentRedirect", StoreErrorKind.Permanent)]
    [InlineData(307, "TemporaryRedirect", StoreErrorKind.Permanent)]
    [InlineData(405, "MethodNotAllowed", StoreErrorKind.NotThisWay)]
    [InlineData(429, "TooManyRequests", StoreErrorKind.Throttled)]
    [InlineData(500, "InternalError", StoreErrorKind.Transient)]
    [InlineData(502, "BadGateway", StoreErrorKind.Transient)]
    [InlineData(503, "ServiceUnavailable", StoreErrorKind.Throttled)]
    public async Task HEAD_has_no_body_and_its_code_comes_from_the_status(int status, string code, object kind)
    {
        var error = await AnswerAsync(StoreOperation.HeadObject, _ => ScriptedAnswer.Of(status));
        Assert.Equal((status, code, (StoreErrorKind)kind, ""), (error!.StatusCode!.Value, error.Code, error.Kind, error.Message));
    }

    [Fact]
    public async Task What_the_headers_of_an_error_tell_is_kept()
    {
        var error = await AnswerAsync(
            StoreOperation.HeadObject, _ => ScriptedAnswer.Of(301, "", "x-amz-bucket-region: eu-west-1", "Retry-After: 7", "x-amz-request-id: R9", "Location: http://elsewhere.invalid/"));
        Assert.Equal(("eu-west-1", TimeSpan.FromSeconds(7), "R9"), (error!.BucketRegion, error.RetryAfter, error.RequestId));

        error = await AnswerAsync(StoreOperation.CopyObject, _ => ScriptedAnswer.Error(503, "SlowDown", "Date: Tue, 01 Jan 2030 00:00:00 GMT", "Retry-After: Tue, 01 Jan 2030 00:00:09 GMT"));
        Assert.Equal((StoreErrorKind.Throttled, TimeSpan.FromSeconds(9)), (error!.Kind, error.RetryAfter));

        error = await AnswerAsync(
            StoreOperation.ListObjectsV2,
            _ => ScriptedAnswer.Of(400, "<Error><Code>AuthorizationHeaderMalformed</Code><Message>the region 'us-east-1' is wrong; expecting 'ap-northeast-1'</Message><Region>ap-northeast-1</Region></Error>"));
        Assert.Equal(("AuthorizationHeaderMalformed", "ap-northeast-1", StoreErrorKind.Permanent), (error!.Code, error.BucketRegion, error.Kind));
    }

    [Fact]
    public async Task An_error_page_of_a_proxy_is_classified_by_its_status()
    {
        var error = await AnswerAsync(StoreOperation.CopyObject, _ => ScriptedAnswer.Of(502, "<html>bad<gateway</html>", "Content-Type: text/html"));
        Assert.Equal((502, StoreErrorKind.Transient), (error!.StatusCode, error.Kind));
    }

    [Theory]
    [InlineData("NoSuchUpload")]
    [InlineData("NoSuchKey")]
    public async Task Uploads_that_are_gone_are_an_answer_not_an_error(string code)
    {
        await using var plane = Start(_ => ScriptedAnswer.Error(404, code));
        var upload = new UploadAddress("bucket", "key", "U1");
        Assert.True((await plane.Store.AbortUploadAsync(upload, Token)).Value);
        Assert.False((await plane.Store.UploadExistsAsync(upload, Token)).Value);
        Assert.Equal(code, (await plane.Store.CompleteUploadAsync(new(upload, [new(1, Answers.Tag)]), Token)).Error!.Code);
    }

    internal static void Once(Amazon.S3.AmazonS3Config config) => (config.MaxErrorRetry, config.MaxStaleConnectionRetries) = (0, 0);

    private static bool IsRead(StoreOperation operation) => operation is StoreOperation.ListObjectsV2 or StoreOperation.GetObjectTagging or StoreOperation.ListParts;

    private static string Body(ScriptedAnswer answer) => System.Text.Encoding.UTF8.GetString(answer.Pieces[1].Span);

    private async Task<StoreError?> AnswerAsync(StoreOperation operation, Func<RecordedRequest, ScriptedAnswer> script)
    {
        await using var plane = Start(script);
        var error = await EveryOperation.SendAsync(plane.Store, operation, "key", Token);
        Assert.Single(plane.Server.Requests);
        Assert.True(error is null || error.Operation == operation);
        return error;
    }
}
