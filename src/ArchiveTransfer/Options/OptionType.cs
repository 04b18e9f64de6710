namespace ArchiveTransfer;

/// <summary>Reads a value of one type out of configuration and writes it back.</summary>
/// <param name="Expected">What may stand there; follows "set" in messages.</param>
/// <param name="Parse">Reads it.</param>
/// <param name="Format">Writes it as configuration would hold it; null: not set.</param>
/// <param name="Show">Writes an offending value into a message.</param>
internal sealed record OptionType<T>(string Expected, OptionParse<T> Parse, Func<T, string?> Format, Func<OptionValue, string>? Show = null)
{
    internal bool TryParse(OptionValue value, out T result) => Parse(value, out result);

    internal string ShowOffending(OptionValue value) => Show is null ? value.Shown : Show(value);
}
