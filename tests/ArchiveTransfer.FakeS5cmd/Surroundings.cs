namespace ArchiveTransfer.FakeS5cmd;

/// <summary>What the environment says.</summary>
internal sealed record Surroundings
{
    public string? AccessKey { get; private init; }

    public string? SecretKey { get; private init; }

    public string? SessionToken { get; private init; }

    public string Region { get; private init; } = "us-east-1";

    public string? Endpoint { get; init; }

    public string? CertificateBundle { get; private init; }

    public bool AsksInstanceMetadata { get; private init; }

    public string MetadataEndpoint { get; private init; } = "";

    public static Surroundings Read() => new()
    {
        AccessKey = Get("AWS_ACCESS_KEY_ID"),
        SecretKey = Get("AWS_SECRET_ACCESS_KEY"),
        SessionToken = Get("AWS_SESSION_TOKEN"),
        Region = Get("AWS_REGION") ?? Get("AWS_DEFAULT_REGION") ?? "us-east-1",
        Endpoint = Get("S3_ENDPOINT_URL"),
        CertificateBundle = Get("AWS_CA_BUNDLE"),
        MetadataEndpoint = Get("AWS_EC2_METADATA_SERVICE_ENDPOINT") ?? "http://169.254.169.254",
        AsksInstanceMetadata = !string.Equals(Get("AWS_EC2_METADATA_DISABLED"), "true", StringComparison.OrdinalIgnoreCase),
    };

    private static string? Get(string name) => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;
}
