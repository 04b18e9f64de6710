using Xunit;

namespace ArchiveTransfer.Docs;

public sealed class OptionsPageTests
{
    private const string Page = "options.md";

    [Fact]
    public void The_page_of_options_is_what_the_table_says()
    {
        string expected = OptionsPage.Create();
        if (Environment.GetEnvironmentVariable("ARCHIVETRANSFER_WRITE_DOCS") is { Length: > 0 })
        {
            File.WriteAllText(DocsPage.PathOf(Page), expected);
        }

        string[] should = expected.Split('\n');
        string[] written = DocsPage.Read(Page).Split('\n');
        string difference = string.Join('\n', written.Except(should).Select(static line => "- " + line).Concat(should.Except(written).Select(static line => "+ " + line)));
        Assert.True(should.SequenceEqual(written), $"docs/{Page} differs from OptionKeys. Run the tests once with ARCHIVETRANSFER_WRITE_DOCS=1.\n{difference}");
    }
}
