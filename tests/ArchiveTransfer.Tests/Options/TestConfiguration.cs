using System.Text;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer;

internal static class TestConfiguration
{
    internal const string Section = "Archive";

    /// <summary>A section, so that everything in it is meant for the library.</summary>
    internal static IConfigurationSection Of(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create($"{Section}:{value.Key}", value.Value)))
        .Build()
        .GetSection(Section);

    internal static IConfigurationRoot Root(params (string Key, string? Value)[] values) => new ConfigurationBuilder()
        .AddInMemoryCollection(values.Select(static value => KeyValuePair.Create(value.Key, value.Value)))
        .Build();

    internal static IConfigurationRoot Json(string json) => new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();

    internal static IConfigurationSection JsonSection(string json) => Json($$"""{ "{{Section}}": {{json}} }""").GetSection(Section);

    internal static ArchiveCollectionOptions Load(params (string Key, string? Value)[] values) => Load(Of(values));

    internal static ArchiveCollectionOptions Load(IConfiguration configuration)
    {
        var options = new ArchiveCollectionOptions();
        options.Load(configuration);
        return options;
    }

    /// <summary>Options without a problem, to spoil one by one.</summary>
    internal static ArchiveCollectionOptions Valid(Action<ArchiveCollectionOptions>? configure = null)
    {
        var options = new ArchiveCollectionOptions();
        MakeValid(options);
        configure?.Invoke(options);
        return options;
    }

    internal static void MakeValid(ArchiveCollectionOptions options)
    {
        options.Source.Bucket = "from";
        options.Destination.Bucket = "to-here";
    }
}
