using System.Text.RegularExpressions;
using ArchiveTransfer.QuickStart;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ArchiveTransfer.Documentation;

/// <summary>What the README shows compiles, what it links to is there, and its code comes early.</summary>
public sealed partial class ReadmeTests
{
    private const string ImplicitUsings = "global using System; global using System.Collections.Generic; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";

    private static readonly string Readme = File.ReadAllText(Path.Combine(QuickStartProcess.RepositoryRoot, "README.md"));

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/simulator.md")]
    public void Code_on_a_page_compiles(string page)
    {
        string text = File.ReadAllText(Path.Combine(QuickStartProcess.RepositoryRoot, page));
        MetadataReference[] references = [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Select(static path => MetadataReference.CreateFromFile(path))];
        CancellationToken cancellation = TestContext.Current.CancellationToken;
        var options = new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable);
        string[] blocks = [.. CodeBlock().Matches(text).Select(static block => block.Groups[1].Value)];
        Assert.NotEmpty(blocks);
        Assert.All(blocks, block =>
        {
            SyntaxTree[] trees = [CSharpSyntaxTree.ParseText(ImplicitUsings, cancellationToken: cancellation), CSharpSyntaxTree.ParseText(block, cancellationToken: cancellation)];
            Assert.Empty(CSharpCompilation.Create("readme", trees, references, options).GetDiagnostics(cancellation).Where(static found => found.Severity >= DiagnosticSeverity.Warning));
        });
    }

    [Fact]
    public void Its_first_code_ends_within_25_lines() =>
        Assert.True(Readme[..(CodeBlock().Match(Readme).Index + CodeBlock().Match(Readme).Length)].Count(static c => c == '\n') < 25);

    [Fact]
    public void What_it_links_to_is_there() => Assert.All(
        Link().Matches(Readme).Select(static link => link.Groups[1].Value),
        static path => Assert.True(File.Exists(Path.Combine(QuickStartProcess.RepositoryRoot, path)), path));

    [GeneratedRegex("```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();

    [GeneratedRegex(@"\]\((?!http)([^)#]+)\)")]
    private static partial Regex Link();
}
