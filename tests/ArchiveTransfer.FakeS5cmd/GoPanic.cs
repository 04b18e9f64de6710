using System.Diagnostics.CodeAnalysis;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>The end of a Go program that dereferenced nil.</summary>
internal static class GoPanic
{
    private const int ExitCode = 2;

    [DoesNotReturn]
    public static void Die(OutputStreams streams)
    {
        streams.WriteLastWords(
            """
            panic: runtime error: invalid memory address or nil pointer dereference
            [signal SIGSEGV: segmentation violation code=0x1 addr=0x28 pc=0xa766ef]

            goroutine 36 [running]:
            main.main()
            	fake/main.go:1 +0x18f
            """);
        Environment.Exit(ExitCode);
    }
}
