namespace ArchiveTransfer;

/// <summary>Reads a value; false: it is none of this type.</summary>
internal delegate bool OptionParse<T>(OptionValue value, out T result);
