namespace ArchiveTransfer.Testing.Admin;

/// <summary>What a process of its own says once it listens: the one line it writes.</summary>
internal sealed class SimulatorFacts
{
    public required Uri Endpoint { get; set; }

    public required Uri AdminEndpoint { get; set; }

    public required string AdminToken { get; set; }

    public required S3Identity Owner { get; set; }

    public string? CertificatePem { get; set; }
}
