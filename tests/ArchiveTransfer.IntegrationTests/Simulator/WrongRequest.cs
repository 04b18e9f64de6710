using ArchiveTransfer.Testing;

namespace ArchiveTransfer.Simulator;

/// <summary>A request that S3 refuses, with the status and code it documents for it.</summary>
internal sealed record WrongRequest(string Name, string Method, string Target, int Status, string Code)
{
    /// <summary>Signed, but for those whose name begins with a minus.</summary>
    public (string Name, string Value)[] Headers { get; init; } = [];

    public string? Body { get; init; }

    /// <summary>Value of <c>x-amz-content-sha256</c>; null: the hash of the body.</summary>
    public string? Payload { get; init; }

    /// <summary>Who signs instead of the owner.</summary>
    public Func<S3Identity, S3Identity?>? As { get; init; }

    /// <summary>Minutes by which the clock of the client is off.</summary>
    public int Skew { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string Service { get; init; } = "s3";

    /// <summary>Changes the request after it was signed.</summary>
    public Action<HttpRequestMessage>? Spoil { get; init; }

    /// <summary>Changes the text of the request, which then goes out through a naked socket.</summary>
    public Func<string, string>? Wire { get; init; }

    /// <summary>What the XML has to contain besides.</summary>
    public string Detail { get; init; } = "";

    public override string ToString() => Name;
}
