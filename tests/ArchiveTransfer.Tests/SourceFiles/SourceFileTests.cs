using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace ArchiveTransfer.SourceFiles;

/// <summary>What the analyzers of the build leave out of how a source file looks: bytes at its ends, ends of lines, and the order of its usings, all as <c>dotnet format</c> makes them.</summary>
public sealed partial class SourceFileTests
{
    private static readonly string Root = typeof(SourceFileTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!;

    private static IReadOnlyList<string> Files { get; } =
    [
        .. from folder in new[] { "src", "tests", "samples", "benchmarks" }
           from path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
           let name = Path.GetRelativePath(Root, path)
           where !name.Split(Path.DirectorySeparatorChar).Any(static part => part is "bin" or "obj")
           select name,
    ];

    [Fact]
    public void All_of_them_are_looked_at() => Assert.True(Files.Count > 900, $"{Files.Count} files in {Root}");

    [Fact]
    public void They_have_no_byte_order_mark_and_no_carriage_return_and_end_with_a_line_feed() => Assert.Empty(
        from name in Files
        let bytes = File.ReadAllBytes(Path.Combine(Root, name))
        where bytes.AsSpan().StartsWith("\uFEFF"u8) || bytes.AsSpan().Contains((byte)'\r') || !bytes.AsSpan().EndsWith("\n"u8)
        select name);

    [Fact]
    public void Their_usings_are_sorted() => Assert.Empty(
        from name in Files
        let usings = Usings(File.ReadLines(Path.Combine(Root, name))).ToArray()
        where !usings.SequenceEqual(usings.Order(StringComparer.OrdinalIgnoreCase))
        select name);

    [Theory]
    [InlineData(true, "using System;", "using System.Text;", "using Amazon.S3;", "using Amazon.S3.Model;", "using Amazon.S3Control;", "using static System.Math;", "using Key = Amazon.Key;")]
    [InlineData(false, "using Amazon.S3;", "using System;")]
    [InlineData(false, "using Amazon.S3Control;", "using Amazon.S3;")]
    [InlineData(false, "using System.Text;", "using System;")]
    [InlineData(false, "using static System.Math;", "using Xunit;")]
    [InlineData(false, "using Key = Amazon.Key;", "using Xunit;")]
    [InlineData(false, "using B = Amazon.A;", "using A = Amazon.B;")]
    [InlineData(true, "using Xunit;", "namespace Of.Code;", "using Amazon;")]
    [InlineData(true, "using Xunit;", "using var a = b;", "using A a = b;")]
    public void Sorted_is_System_first_then_by_name_then_static_then_aliases(bool sorted, params string[] lines)
    {
        string[] usings = [.. Usings(lines)];
        Assert.Equal(sorted, usings.SequenceEqual(usings.Order(StringComparer.OrdinalIgnoreCase)));
    }

    /// <summary>Each as the text it is sorted by: a namespace comes before those inside it, and those before one that only begins as it does.</summary>
    private static IEnumerable<string> Usings(IEnumerable<string> lines) =>
        from line in lines.TakeWhile(static line => !line.StartsWith("namespace ", StringComparison.Ordinal))
        let found = Using().Match(line)
        where found.Success
        let name = found.Groups["name"].Value
        let kind = found.Groups["alias"].Success ? 2 : found.Groups["static"].Success ? 1 : 0
        select $"{(found.Groups["global"].Success ? 0 : 1)}{kind}{(kind < 2 && name.Split('.')[0] == "System" ? 0 : 1)}{found.Groups["alias"].Value}{name}".Replace('.', '\0');

    [GeneratedRegex(@"^(?<global>global )?using (?<static>static )?(?<alias>\w+ = )?(?<name>[A-Z][\w.<>]*);$")]
    private static partial Regex Using();
}
