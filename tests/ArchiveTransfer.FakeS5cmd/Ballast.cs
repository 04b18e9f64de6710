using System.Runtime.InteropServices;

namespace ArchiveTransfer.FakeS5cmd;

/// <summary>Memory that is held, and resident, until it is disposed of.</summary>
internal sealed unsafe class Ballast : IDisposable
{
    private readonly void* _memory;

    private Ballast(nuint bytes)
    {
        _memory = NativeMemory.Alloc(bytes);
        NativeMemory.Fill(_memory, bytes, 1);
    }

    public static Ballast OfMebibytes(int count) => new((nuint)count << 20);

    public void Dispose() => NativeMemory.Free(_memory);
}
