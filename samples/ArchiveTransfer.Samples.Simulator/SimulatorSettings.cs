using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Samples.Simulator;

/// <summary>What the arguments ask for.</summary>
internal sealed record SimulatorSettings
{
    public required int Port { get; init; }

    /// <summary>Null: no admin port.</summary>
    public required int? AdminPort { get; init; }

    public required bool UsesTls { get; init; }

    /// <summary>File the certificate is written to; null: none.</summary>
    public required string? Certificate { get; init; }

    public required S3Shaping Shape { get; init; }

    public required S3Profile Profile { get; init; }

    public required int Seed { get; init; }

    public required bool KeepsLog { get; init; }

    public required IReadOnlyList<string> Buckets { get; init; }

    public required IReadOnlyList<string> PublicBuckets { get; init; }

    public required IReadOnlyList<MadeUpObjects> MadeUp { get; init; }
}
