namespace ArchiveTransfer.Testing.Checksums;

/// <summary>A checksum an object or part carries: algorithm in capitals as in the API, value in base64.</summary>
internal sealed record ObjectChecksum(string Algorithm, string Value, bool IsComposite = false)
{
    public string HeaderName => "x-amz-checksum-" + Algorithm.ToLowerInvariant();

    public string ElementName => "Checksum" + Algorithm;

    public string Type => IsComposite ? "COMPOSITE" : "FULL_OBJECT";
}
