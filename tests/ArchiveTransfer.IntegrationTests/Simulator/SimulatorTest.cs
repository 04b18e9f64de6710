using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>A simulator of its own for every test, so that tests run in parallel.</summary>
public abstract class SimulatorTest : IAsyncLifetime
{
    private IAmazonS3? _client;

    protected S3Simulator Simulator { get; private set; } = null!;

    protected S3Bucket Bucket { get; private set; } = null!;

    /// <summary>Signed by the owner.</summary>
    protected IAmazonS3 Client => _client ??= Simulator.CreateClient(Simulator.Owner);

    protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        Simulator = await S3Simulator.StartAsync(Configure, Cancellation);
        Bucket = Simulator.AddBucket("bucket");
    }

    public async ValueTask DisposeAsync()
    {
        _client?.Dispose();
        await Simulator.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    protected virtual void Configure(S3SimulatorOptions options)
    {
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    protected static byte[] Bytes(int count, int seed = 1)
    {
        var bytes = new byte[count];
        new Random(seed).NextBytes(bytes);
        return bytes;
    }

    protected static string Md5Of(byte[] bytes) => Convert.ToHexString(CryptographicOperations.HashData(HashAlgorithmName.MD5, bytes)).ToLowerInvariant();

    /// <summary>The whole content of an object as stored.</summary>
    protected internal static byte[] ContentOf(S3StoredObject? stored)
    {
        Assert.NotNull(stored);
        using var content = stored.Open();
        using var copy = new MemoryStream();
        content.CopyTo(copy);
        return copy.ToArray();
    }

    protected static async Task<AmazonS3Exception> RefusedAsync(string code, int status, Func<Task> request)
    {
        var thrown = await Assert.ThrowsAnyAsync<AmazonS3Exception>(request);
        Assert.Equal((code, status), (thrown.ErrorCode, (int)thrown.StatusCode));
        return thrown;
    }
}
