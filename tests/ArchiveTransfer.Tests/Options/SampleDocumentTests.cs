using ArchiveTransfer.Docs;
using Microsoft.Extensions.Configuration;
using Xunit;

namespace ArchiveTransfer;

/// <summary>The samples in the original's dialect, as they are shipped.</summary>
public sealed class SampleDocumentTests
{
    [Fact]
    public void The_complete_sample_has_every_key_there_is() =>
        Assert.Equal(Paths(TestConfiguration.Json(CompleteOriginalDocument.Json)), Paths(Sample("s5cmd_direct_sync_workflow_config.json")));

    [Fact]
    public void The_complete_sample_is_refused_for_the_matrix_and_for_nothing_else() =>
        Assert.Equal(
            [
                "markets, data_types, symbols, intervals, partitions, date_range:start, date_range:start_date, date_range:end, date_range:end_date, default_date, matrix_path "
                + "select by the archive's matrix, which comes with a later version: remove them and name the objects with Source:Prefix and Include.",
            ],
            TestConfiguration.Load(Sample("s5cmd_direct_sync_workflow_config.json")).Validate());

    [Fact]
    public void The_minimal_sample_is_valid_and_nothing_is_to_be_said_of_it()
    {
        var options = TestConfiguration.Load(Sample("minimal.json"));
        Assert.Empty(options.Validate());
        Assert.Empty(options.Warnings);
        Assert.Equal(("data.binance.vision", "data/spot/daily/klines/BTCUSDT/1m/"), (options.Source.Bucket, options.Source.Prefix));
        Assert.Equal(("my-lake", "binance/archive/spot/daily/klines/BTCUSDT/1m/"), (options.Destination.Bucket, options.Destination.Prefix));
    }

    /// <summary>Leaves by their paths; lists and what is in objects of the user's own names count as one.</summary>
    private static string[] Paths(IConfiguration document) => [.. document.AsEnumerable()
        .Where(static pair => pair.Value is not null)
        .Select(static pair => OptionKeys.All.SelectMany(static key => key.Spellings).Select(static spelling => spelling.Path)
            .FirstOrDefault(path => pair.Key == path || pair.Key.StartsWith(path + ":", StringComparison.Ordinal)) ?? pair.Key)
        .Distinct()
        .Order(StringComparer.Ordinal)];

    private static IConfigurationRoot Sample(string name) => new ConfigurationBuilder().AddJsonFile(DocsPage.PathOf(Path.Combine("..", "samples", name))).Build();
}
