using ArchiveTransfer.S5cmd;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Clients;

/// <summary>What every client of S3 can do, each in its own words.</summary>
internal abstract class ForeignClient
{
    /// <summary>Parts of 5 MiB, the least there is, so that a file of a few megabytes is a multipart upload.</summary>
    protected const int PartMiB = 5;

    public static IReadOnlyList<string> Names { get; } = ["AWSSDK.S3", "aws", "rclone", "s3cmd", "s5cmd"];

    /// <summary>The client of this name, set up for the store; skips the test where it is not installed.</summary>
    public static ForeignClient Open(string name, S3Simulator store, DirectoryInfo home)
    {
        if (store.CertificatePem is { } pem)
        {
            File.WriteAllText(CertificateFile(home), pem);
        }

        return Make(name, store, home);
    }

    /// <summary>The only certificate that the clients are told to trust.</summary>
    public static string CertificateFile(DirectoryInfo home) => Path.Combine(home.FullName, "store.pem");

    public abstract Task PutAsync(string file, string bucket, string key);

    /// <summary>Puts a file of more than one part.</summary>
    public abstract Task PutInPartsAsync(string file, string bucket, string key);

    public abstract Task GetAsync(string bucket, string key, string file);

    public abstract Task CopyAsync(string bucket, string key, string toBucket, string toKey);

    /// <summary>Every key of the bucket that begins so.</summary>
    public abstract Task<IReadOnlyList<string>> ListAsync(string bucket, string prefix);

    public abstract Task DeleteAsync(string bucket, string key);

    protected static IReadOnlyList<string> Lines(string output) =>
        [.. output.Split('\n').Select(static line => line.TrimEnd('\r')).Where(static line => line.Length > 0)];

    private static ForeignClient Make(string name, S3Simulator store, DirectoryInfo home) => name switch
    {
        "AWSSDK.S3" => new SdkClient(store, home),
        "aws" => new AwsClient(Start(name, "AWS", store, home)),
        "rclone" => new RcloneClient(Start(name, "RCLONE", store, home)),
        "s3cmd" => new S3cmdClient(Start(name, "S3CMD", store, home), store, home),
        "s5cmd" => new S5cmdClient(Start(name, "S5CMD", store, home)),
        _ => throw new ArgumentException($"There is no client '{name}'.", nameof(name)),
    };

    private static ClientProcess Start(string name, string variable, S3Simulator store, DirectoryInfo home)
    {
        var executable = name == "s5cmd" ? RealS5cmd.First
            : Environment.GetEnvironmentVariable("ARCHIVETRANSFER_" + variable) is { Length: > 0 } given ? given
            : ClientProcess.Find(name);
        Assert.SkipWhen(executable is null, $"{name} is not installed; ARCHIVETRANSFER_{variable} may name it");
        return new ClientProcess(executable!, home, Variables(name, store, home));
    }

    private static Dictionary<string, string> Variables(string name, S3Simulator store, DirectoryInfo home)
    {
        var endpoint = store.Endpoint.AbsoluteUri.TrimEnd('/');
        var variables = new Dictionary<string, string>
        {
            ["AWS_ACCESS_KEY_ID"] = store.Owner.AccessKey,
            ["AWS_SECRET_ACCESS_KEY"] = store.Owner.SecretKey,
            ["AWS_REGION"] = "us-east-1",
            ["AWS_DEFAULT_REGION"] = "us-east-1",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["AWS_MAX_ATTEMPTS"] = "1",
            ["S3_ENDPOINT_URL"] = endpoint,
            ["RCLONE_CONFIG_STORE_TYPE"] = "s3",
            ["RCLONE_CONFIG_STORE_PROVIDER"] = "Other",
            ["RCLONE_CONFIG_STORE_ENV_AUTH"] = "true",
            ["RCLONE_CONFIG_STORE_REGION"] = "us-east-1",
            ["RCLONE_CONFIG_STORE_ENDPOINT"] = endpoint,
        };
        if (name == "s3cmd")
        {
            // It waits 45 seconds in all before it gives up on a store, and no option says otherwise.
            File.WriteAllText(Path.Combine(home.FullName, "sitecustomize.py"), "import time\ntime.sleep = lambda seconds: None\n");
            variables["PYTHONPATH"] = home.FullName;
        }

        if (store.CertificatePem is not null)
        {
            // rclone 1.60 cannot start with the variable of the others.
            variables[name == "rclone" ? "RCLONE_CA_CERT" : "AWS_CA_BUNDLE"] = CertificateFile(home);
        }

        return variables;
    }
}
