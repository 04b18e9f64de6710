namespace ArchiveTransfer.Testing.Faults;

/// <summary>All kinds of faults by name.</summary>
internal static class FaultMenu
{
    private static readonly Dictionary<string, FaultKind> Kinds = RefusingFaults.Kinds
        .Concat(LyingFaults.Kinds)
        .Concat(DeliveryFaults.Kinds)
        .Concat(ContentFaults.Kinds)
        .Concat(ListingFaults.Kinds)
        .ToDictionary(static kind => kind.Name, StringComparer.Ordinal);

    public static IReadOnlyCollection<string> Names => Kinds.Keys;

    public static FaultKind Find(string name) => Kinds.TryGetValue(name, out var kind)
        ? kind
        : throw new ArgumentException($"There is no fault '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
}
