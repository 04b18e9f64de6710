namespace ArchiveTransfer.Testing.Http;

/// <summary>The body ends here, and with it the connection.</summary>
internal sealed class ConnectionCutException() : IOException("The connection was cut.");
