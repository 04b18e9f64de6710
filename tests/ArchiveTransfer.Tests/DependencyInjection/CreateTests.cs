using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer;

public sealed class CreateTests
{
    [Fact]
    public async Task Valid_options_make_a_workflow()
    {
        await using var coded = ArchiveCollectionWorkflow.Create(TestConfiguration.MakeValid);
        await using var configured = ArchiveCollectionWorkflow.Create(TestConfiguration.Of(("Source:Bucket", "from"), ("destination_bucket", "to-here")), new ArchiveCollectionComponents());
        Assert.NotNull(coded);
        Assert.NotNull(configured);
    }

    [Fact]
    public void Every_problem_is_in_one_message()
    {
        var exception = Assert.Throws<ArchiveTransferException>(static () => ArchiveCollectionWorkflow.Create(static o => o.MaxConcurrency = 0));
        Assert.Equal(TransferErrorCodes.InvalidOptions, exception.ErrorCode);
        Assert.Equal(
            """
            The options of the collection are not valid:
            - Source.Bucket is not set; name the bucket to collect from.
            - Destination.Bucket is not set; name the bucket to write to.
            - MaxConcurrency is 0; set 1 to 1,024, or leave it unset.
            """,
            exception.Message);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        Assert.Throws<ArgumentNullException>(static () => ArchiveCollectionWorkflow.Create((Action<ArchiveCollectionOptions>)null!));
        Assert.Throws<ArgumentNullException>(static () => ArchiveCollectionWorkflow.Create((IConfiguration)null!));
    }
}
