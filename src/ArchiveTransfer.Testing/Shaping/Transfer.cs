namespace ArchiveTransfer.Testing.Shaping;

/// <summary>A body under way on links of limited rate.</summary>
internal sealed class Transfer : IDisposable
{
    private const int SmallestPiece = 1;
    private const int PiecesPerSecond = 100;

    private readonly Pacer _pacer;
    private readonly (LinkSchedule Link, long BytesPerSecond)[] _links;
    private TimeSpan _late;

    public Transfer(Pacer pacer, params (LinkSchedule Link, long BytesPerSecond)[] links)
    {
        _pacer = pacer;
        _links = links;
        var slowest = links.Min(static link => link.BytesPerSecond);
        PieceSize = (int)Math.Clamp(slowest / PiecesPerSecond, SmallestPiece, LargestPiece);
        foreach (var (link, _) in links)
        {
            link.Open(pacer.Now);
        }
    }

    public static int LargestPiece => 64 * 1024;

    /// <summary>How much to pass at once: what goes through in about 10 ms, so that connections take turns.</summary>
    public int PieceSize { get; }

    /// <summary>Comes back when the bytes are through the slowest of the links.</summary>
    public async ValueTask PassAsync(long bytes)
    {
        var now = _pacer.Now;
        var due = TimeSpan.Zero;
        foreach (var (link, rate) in _links)
        {
            var through = link.Book(now, bytes, rate, _late);
            due = through > due ? through : due;
        }

        await _pacer.WaitUntilAsync(due).ConfigureAwait(false);
        var passed = _pacer.Now;
        _late = passed > due ? passed - due : TimeSpan.Zero;
    }

    public void Dispose()
    {
        foreach (var (link, _) in _links)
        {
            link.Close();
        }
    }
}
