namespace ArchiveTransfer.ObjectStorage;

/// <summary>What goes wrong with requests that match.</summary>
internal sealed class FakeFault
{
    private int left;

    public FakeFault(StoreOperation operation, int times = 1) => (Operation, left) = (operation, times);

    public StoreOperation Operation { get; }

    public Func<FakeCall, bool> When { get; init; } = static _ => true;

    /// <summary>Answered instead of acting; with <see cref="Acts"/>, after acting.</summary>
    public StoreError? Error { get; init; }

    /// <summary>The store does its work although the answer is lost.</summary>
    public bool Acts { get; init; }

    /// <summary>The store takes the whole body before it goes wrong.</summary>
    public bool TakesBody { get; init; } = true;

    /// <summary>No answer ever comes: the clock moves on until the attempt is given up.</summary>
    public bool Hangs { get; init; }

    /// <summary>The body of a GET ends here: with an exception, or quietly.</summary>
    public long? BreaksAt { get; init; }

    public bool BreaksQuietly { get; init; }

    /// <summary>A GET declares and delivers this many bytes too many.</summary>
    public int ExtraBytes { get; init; }

    /// <summary>One byte of the body is flipped on its way.</summary>
    public bool Corrupts { get; init; }

    public Action? Then { get; init; }

    public bool Take(FakeCall call) => call.Operation == Operation && When(call) && Interlocked.Decrement(ref left) >= 0;

    public static FakeFault Status(StoreOperation operation, int status, string code, int times = 1, Func<FakeCall, bool>? when = null) => new(operation, times)
    {
        When = when ?? (static _ => true),
        Error = new StoreError { Operation = operation, Kind = StoreErrorTable.Classify(operation, status, code), StatusCode = status, Code = code, Message = "as scripted" },
    };

    public static FakeFault Lost(StoreOperation operation, bool acts, int times = 1, Func<FakeCall, bool>? when = null) => new(operation, times)
    {
        When = when ?? (static _ => true),
        Acts = acts,
        Error = new StoreError { Operation = operation, Kind = StoreErrorKind.Unknown, Code = StoreErrorCodes.ConnectionLost },
    };

    public static FakeFault Hang(StoreOperation operation, bool acts, int times = 1, Func<FakeCall, bool>? when = null) => new(operation, times)
    {
        When = when ?? (static _ => true),
        Acts = acts,
        Hangs = true,
    };
}
