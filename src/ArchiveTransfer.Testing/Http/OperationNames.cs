namespace ArchiveTransfer.Testing.Http;

internal static class OperationNames
{
    private static readonly string[] Names = Enum.GetNames<S3Operation>();

    public static int Count => Names.Length;

    public static string Of(S3Operation operation) => Names[(int)operation];
}
