using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace ArchiveTransfer.Tests.PublicApi;

/// <summary>Every public symbol of the packages, with nullability and defaults, is written down; a change shows as a difference.</summary>
public sealed class PublicApiTests
{
    private static readonly SymbolDisplayFormat Format = new(
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Omitted,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters | SymbolDisplayGenericsOptions.IncludeTypeConstraints | SymbolDisplayGenericsOptions.IncludeVariance,
        memberOptions: SymbolDisplayMemberOptions.IncludeType | SymbolDisplayMemberOptions.IncludeParameters | SymbolDisplayMemberOptions.IncludeContainingType
            | SymbolDisplayMemberOptions.IncludeModifiers | SymbolDisplayMemberOptions.IncludeAccessibility | SymbolDisplayMemberOptions.IncludeConstantValue
            | SymbolDisplayMemberOptions.IncludeRef | SymbolDisplayMemberOptions.IncludeExplicitInterface,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeName | SymbolDisplayParameterOptions.IncludeDefaultValue
            | SymbolDisplayParameterOptions.IncludeParamsRefOut | SymbolDisplayParameterOptions.IncludeExtensionThis,
        propertyStyle: SymbolDisplayPropertyStyle.ShowReadWriteDescriptor,
        kindOptions: SymbolDisplayKindOptions.IncludeTypeKeyword,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    [Theory]
    [InlineData("ArchiveTransfer", "net8.0")]
    [InlineData("ArchiveTransfer", "net10.0")]
    [InlineData("ArchiveTransfer.Testing", "net8.0")]
    [InlineData("ArchiveTransfer.Testing", "net10.0")]
    public void The_public_API_is_what_is_written_down(string package, string framework)
    {
        string root = typeof(PublicApiTests).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "RepositoryRoot").Value!;
        string configuration = typeof(PublicApiTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;
        string assembly = Path.Combine(root, "src", package, "bin", configuration, framework, package + ".dll");
        Assert.True(File.Exists(assembly), $"{assembly} is missing: build the solution first.");
        string written = Path.Combine(root, "src", package, "PublicApi.txt");

        string[] actual = [.. Describe(assembly)];
        if (Environment.GetEnvironmentVariable("ARCHIVETRANSFER_WRITE_PUBLIC_API") is { Length: > 0 })
        {
            File.WriteAllLines(written, actual);
        }

        string[] expected = File.Exists(written) ? File.ReadAllLines(written) : [];
        string difference = string.Join('\n', expected.Except(actual).Select(line => "- " + line).Concat(actual.Except(expected).Select(line => "+ " + line)));
        Assert.True(difference.Length == 0, $"The public API of {package} ({framework}) differs from {written}. If that is meant, run the tests once with ARCHIVETRANSFER_WRITE_PUBLIC_API=1.\n{difference}");
    }

    private static IEnumerable<string> Describe(string assembly)
    {
        // References beside the assembly under test only matter for the names of their types.
        IEnumerable<MetadataReference> references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) != Path.GetFileName(assembly))
            .Append(assembly)
            .Select(path => MetadataReference.CreateFromFile(path));
        CSharpCompilation compilation = CSharpCompilation.Create("api", references: references);
        INamespaceSymbol packageNamespace = compilation.References
            .Select(compilation.GetAssemblyOrModuleSymbol)
            .OfType<IAssemblySymbol>()
            .Single(symbol => symbol.Name == Path.GetFileNameWithoutExtension(assembly))
            .GlobalNamespace;
        return Types(packageNamespace).SelectMany(Lines).Order(StringComparer.Ordinal);
    }

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container) => container.GetMembers()
        .SelectMany(member => member switch
        {
            INamespaceSymbol inner => Types(inner),
            INamedTypeSymbol { DeclaredAccessibility: Accessibility.Public or Accessibility.Protected } type => Types(type).Prepend(type),
            _ => [],
        });

    private static IEnumerable<string> Lines(INamedTypeSymbol type)
    {
        string bases = string.Join(", ", new[] { type.BaseType }.Concat(type.Interfaces).Where(symbol => symbol is { SpecialType: SpecialType.None }).Select(symbol => symbol!.ToDisplayString(Format)));
        string modifiers = $"{(type.IsStatic ? "static " : type.IsSealed && type.TypeKind == TypeKind.Class ? "sealed " : type.IsAbstract && type.TypeKind == TypeKind.Class ? "abstract " : "")}";
        yield return $"{modifiers}{type.ToDisplayString(Format)}{(bases.Length > 0 ? " : " + bases : "")}";
        foreach (ISymbol member in type.GetMembers())
        {
            bool visible = member.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal;
            if (visible && member is not INamedTypeSymbol && member is not IMethodSymbol { AssociatedSymbol: not null })
            {
                yield return member.ToDisplayString(Format);
            }
        }
    }
}
