using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>Reads the file given with --config: JSON, comments and trailing commas allowed.</summary>
internal static class ConfigurationFile
{
    /// <summary>The section that is read where it is there; else the root is.</summary>
    public const string SectionName = "ArchiveTransfer";

    /// <exception cref="ConfigurationFileException">It is not there, cannot be read or is not JSON; the message says which.</exception>
    public static IConfiguration Load(string path) => Parse(path, ReadText(path));

    /// <exception cref="ConfigurationFileException">It is not there or cannot be read.</exception>
    public static string ReadText(string path)
    {
        try
        {
            return File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new ConfigurationFileException($"The configuration file '{path}' does not exist.", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ConfigurationFileException($"The configuration file '{path}' cannot be read: {exception.Message}", exception);
        }
    }

    /// <exception cref="ConfigurationFileException">It is not JSON.</exception>
    public static IConfiguration Parse(string path, string text)
    {
        try
        {
            using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
            return new ConfigurationBuilder().AddJsonStream(stream).Build();
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            throw new ConfigurationFileException($"The configuration file '{path}' is not valid: {Describe(exception)}", exception);
        }
    }

    /// <summary>The section with the options, or the root as one.</summary>
    public static IConfiguration OptionsOf(IConfiguration configuration)
    {
        IConfigurationSection section = configuration.GetSection(SectionName);
        return section.Exists() ? section : configuration.GetChildren().Any() ? new WholeFile(configuration) : configuration;
    }

    /// <summary>A misspelled section name is the likeliest reason for options that are missing, and the library cannot know which name was meant.</summary>
    public static string DescribeMissingSection(IConfiguration configuration) => configuration.GetSection(SectionName).Exists()
        ? ""
        : $"\n- There is no section '{SectionName}', so the root was read; it holds {string.Join(", ", configuration.GetChildren().Select(static child => $"'{child.Key}'").DefaultIfEmpty("nothing"))}.";

    /// <summary>What stands beside the section and is not read; null: nothing does. Other programs' logging may.</summary>
    public static string? DescribeBesideSection(IConfiguration configuration)
    {
        string[] beside = configuration.GetSection(SectionName).Exists()
            ? [.. configuration.GetChildren().Select(static child => child.Key).Where(static key => !key.Equals(SectionName, StringComparison.OrdinalIgnoreCase) && !key.Equals("Logging", StringComparison.OrdinalIgnoreCase))]
            : [];
        return beside.Length == 0 ? null : $"Beside the section '{SectionName}' there is {string.Join(", ", beside.Select(static key => $"'{key}'"))}, which is not read; move it into the section.";
    }

    private static string Describe(Exception exception) => (exception as JsonException ?? exception.InnerException as JsonException) switch
    {
        // Counted from zero by the parser, from one by every editor.
        { LineNumber: { } line, BytePositionInLine: { } position } syntax =>
            $"line {line + 1}, position {position + 1}: {syntax.Message.Split(" LineNumber:", 2)[0]}",
        _ => exception.Message,
    };
}
