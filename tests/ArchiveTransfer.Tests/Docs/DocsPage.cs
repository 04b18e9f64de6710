using System.Reflection;

namespace ArchiveTransfer.Docs;

/// <summary>A page of the documentation in the working copy the tests were built from.</summary>
internal static class DocsPage
{
    public static string PathOf(string name) => Path.Combine(
        typeof(DocsPage).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "RepositoryRoot").Value!, "docs", name);

    public static string Read(string name) => File.Exists(PathOf(name)) ? File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n") : "";
}
