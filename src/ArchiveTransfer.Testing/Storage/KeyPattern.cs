using System.Globalization;
using System.Text;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>A rule for keys that is data: a composite format string with the number of the object.</summary>
internal sealed class KeyPattern
{
    private const int LongestKey = 1024;

    private readonly CompositeFormat _format;

    private KeyPattern(CompositeFormat format) => _format = format;

    /// <summary>Refuses what is no format string, lacks the number, or makes keys that S3 does not take.</summary>
    public static KeyPattern Parse(string keyPattern, long count)
    {
        ArgumentException.ThrowIfNullOrEmpty(keyPattern);
        try
        {
            var format = CompositeFormat.Parse(keyPattern);
            if (format.MinimumArgumentCount > 1)
            {
                throw Wrong(keyPattern, "there is only {0}, the number of the object");
            }

            var keys = new KeyPattern(format);
            if (keys.Key(0) == keys.Key(1))
            {
                throw Wrong(keyPattern, "it lacks the number of the object, {0}");
            }

            return Encoding.UTF8.GetByteCount(keys.Key(Math.Max(0, count - 1))) <= LongestKey
                ? keys
                : throw Wrong(keyPattern, $"its keys are longer than {LongestKey} bytes");
        }
        catch (FormatException exception)
        {
            throw Wrong(keyPattern, exception.Message, exception);
        }
    }

    public string Key(long number) => string.Format(CultureInfo.InvariantCulture, _format, number);

    private static ArgumentException Wrong(string keyPattern, string why, Exception? inner = null) =>
        new($"The key pattern '{keyPattern}' cannot be used: {why}. One that can: data/{{0:D9}}.zip", nameof(keyPattern), inner);
}
