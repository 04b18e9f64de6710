using ArchiveTransfer.Reporting;

namespace ArchiveTransfer.Planning;

/// <summary>A listing that was to be merged is not in UTF-8 order: a merge-join fed with it would call present objects absent.</summary>
internal sealed class ListingOutOfOrderException(string previousKey, string key)
    : Exception($"{DisplayText.Quote(key)} was listed after {DisplayText.Quote(previousKey)}")
{
    public string PreviousKey { get; } = previousKey;

    public string Key { get; } = key;
}
