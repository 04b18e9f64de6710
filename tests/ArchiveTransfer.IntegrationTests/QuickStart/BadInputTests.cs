using Xunit;

namespace ArchiveTransfer.QuickStart;

public sealed class BadInputTests
{
    [Theory]
    [InlineData("'sideways'", "--mode", "sideways")]
    [InlineData("--bogus", "--bogus")]
    [InlineData("--objects '0'", "--objects", "0")]
    [InlineData("--objects '100000001'", "--objects", "100000001")]
    [InlineData("--size needs --objects", "--size", "5")]
    [InlineData("not both", "--mode", "auto", "--traditional")]
    [InlineData("--config does not use", "--config", "x.json", "--objects", "5")]
    [InlineData("does not exist", "--config", "missing.json")]
    [InlineData("cannot be read", "--config", "/")]
    public async Task A_bad_argument_is_exit_2_and_one_message(string said, params string[] arguments)
    {
        QuickStartOutcome outcome = await QuickStartProcess.RunAsync(arguments);
        outcome.AssertComplains(2, said);
        Assert.Equal("", outcome.Output);
    }

    [Theory]
    [InlineData("""{ "ArchiveTransfer": { "Source": """, "line 1")]
    [InlineData("", "line 1")]
    [InlineData("[]", "must be an object")]
    [InlineData("""{ "ArchiveTransferr": { "Source": { "Bucket": "source" } } }""", "no section 'ArchiveTransfer'", "'ArchiveTransferr'")]
    [InlineData("""{ "ArchiveTransfer": { "Source": { "Bucket": "source" }, "Destination": { "Bucket": "lake" }, "MaxConcurrency": 0 } }""", "MaxConcurrency", "1 to 1,024")]
    [InlineData("""{ "ArchiveTransfer": { "Source": { "Bucket": "source" }, "Destination": { "Bucket": "lake" }, "OperationMode": "fast" } }""", "'fast'", "DirectSync")]
    public async Task A_bad_file_is_exit_2_and_one_message(string text, params string[] said)
    {
        string file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, text, TestContext.Current.CancellationToken);
            (await QuickStartProcess.RunAsync("--config", file)).AssertComplains(2, said);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
