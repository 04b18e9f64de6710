using System.Reflection;
using Xunit;

namespace ArchiveTransfer.Docs;

public sealed class ErrorsPageTests
{
    private const string Heading = "### `";

    [Fact]
    public void Every_code_has_its_heading_and_no_heading_is_of_a_code_that_is_none()
    {
        IEnumerable<string> codes = typeof(TransferErrorCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(static field => (string)field.GetRawConstantValue()!);
        IEnumerable<string> headings = DocsPage.Read("errors.md").Split('\n')
            .Where(static line => line.StartsWith(Heading, StringComparison.Ordinal))
            .Select(static line => line[Heading.Length..].TrimEnd('`'));
        Assert.Equal(codes.Order(StringComparer.Ordinal), headings.Order(StringComparer.Ordinal));
    }
}
