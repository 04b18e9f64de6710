namespace ArchiveTransfer;

/// <summary>A source that takes a service of the application and is disposed by the container.</summary>
internal sealed class NamedSource : IArchiveSource, IDisposable
{
    public NamedSource(Dependency dependency) => Dependency = dependency;

    public Dependency Dependency { get; }

    public bool IsDisposed { get; private set; }

    public IAsyncEnumerable<ArchiveObject> EnumerateAsync(ArchiveSourceContext context, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose() => IsDisposed = true;
}
