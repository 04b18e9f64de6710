namespace ArchiveTransfer.Testing.Http;

internal static class OperationNames
{
    private static readonly string[] Names = Enum.GetNames<S3Operation>();

    public static int Count => Names.Length;

    public static string Of(S3Operation operation) => Names[(int)operation];

    /// <summary>The operation of this name; an ArgumentException lists those there are.</summary>
    public static S3Operation Parse(string name) => Array.IndexOf(Names, name) is >= 0 and var index
        ? (S3Operation)index
        : throw new ArgumentException($"There is no operation '{name}'; there are {string.Join(", ", Names)}.", nameof(name));
}
