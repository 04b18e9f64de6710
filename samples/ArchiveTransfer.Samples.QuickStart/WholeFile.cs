using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Primitives;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>The root of a file as the section that it is: nothing in it is somebody else's, such as the environment, and every key that is not known is warned of.</summary>
internal sealed class WholeFile(IConfiguration root) : IConfigurationSection
{
    public string Key => "";

    public string Path => "";

    public string? Value { get => null; set => throw new NotSupportedException(); }

    public string? this[string key] { get => root[key]; set => root[key] = value; }

    public IEnumerable<IConfigurationSection> GetChildren() => root.GetChildren();

    public IConfigurationSection GetSection(string key) => root.GetSection(key);

    public IChangeToken GetReloadToken() => root.GetReloadToken();
}
