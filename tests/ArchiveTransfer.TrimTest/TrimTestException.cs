namespace ArchiveTransfer.TrimTest;

/// <summary>Something is not as it is without trimming.</summary>
internal sealed class TrimTestException(string message) : Exception(message)
{
    public static void ThrowUnless(bool condition, string message)
    {
        if (!condition)
        {
            throw new TrimTestException(message);
        }
    }
}
