namespace ArchiveTransfer.Testing.Admin;

/// <summary>What a process of its own says once it listens: the one line it writes.</summary>
internal sealed class SimulatorFacts
{
    public required string Region { get; set; }

    /// <summary>By region.</summary>
    public required Dictionary<string, Uri> Endpoints { get; set; }

    public required Uri AdminEndpoint { get; set; }

    public required string AdminToken { get; set; }

    public required S3Identity Owner { get; set; }

    public string? CertificatePem { get; set; }
}
