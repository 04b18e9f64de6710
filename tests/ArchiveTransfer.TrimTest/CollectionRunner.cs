using System.Text;
using ArchiveTransfer.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer.TrimTest;

/// <summary>Registers a collection as an application does, from JSON, and resolves and runs it.</summary>
internal static class CollectionRunner
{
    public static async Task<ArchiveCollectionResult> CollectAsync(string json)
    {
        await using ServiceProvider provider = Build(json);
        return await provider.GetRequiredService<IArchiveCollectionWorkflow>().ExecuteAsync();
    }

    public static async Task<ArchiveCollectionPlan> PlanAsync(string json)
    {
        await using ServiceProvider provider = Build(json);
        return await provider.GetRequiredService<IArchiveCollectionWorkflow>().PlanAsync();
    }

    /// <summary>Contents of every key, from a seed, one of them large enough for several parts.</summary>
    public static void Fill(S3Bucket bucket, int count)
    {
        for (int i = 0; i < count; i++)
        {
            bucket.Put($"data/{i:D3}.zip", Content(i), new Dictionary<string, string> { ["content-type"] = "application/zip", ["x-amz-meta-day"] = $"{i}" });
        }
    }

    public static void Verify(ArchiveCollectionResult result, string strategy, S3Bucket destination, string prefix, int count)
    {
        string name = $"{count} objects by {strategy}";
        TrimTestException.ThrowUnless(result.Status == ArchiveCollectionStatus.Succeeded, $"{name}: {result.Status}; {Describe(result)}");
        TrimTestException.ThrowUnless(result.Totals.Copied == count, $"{name}: {result.Totals.Copied} copied.");
        long copied = result.Strategies.FirstOrDefault(summary => summary.Strategy == strategy)?.Copied ?? 0;
        TrimTestException.ThrowUnless(copied == count, $"{name}: {copied} went that way.");
        for (int i = 0; i < count; i++)
        {
            S3StoredObject? found = destination.Get($"{prefix}{i:D3}.zip");
            TrimTestException.ThrowUnless(found is not null, $"{name}: number {i} is missing.");
            using Stream content = found!.Open();
            using var read = new MemoryStream();
            content.CopyTo(read);
            TrimTestException.ThrowUnless(read.ToArray().AsSpan().SequenceEqual(Content(i)), $"{name}: number {i} has another content.");
            TrimTestException.ThrowUnless(found.Headers.GetValueOrDefault("x-amz-meta-day") == $"{i}", $"{name}: number {i} lost its metadata.");
        }
    }

    private static ServiceProvider Build(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        IConfiguration configuration = new ConfigurationBuilder().AddJsonStream(stream).Build();
        var services = new ServiceCollection();
        services.AddArchiveCollection(configuration.GetSection("ArchiveTransfer"));
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateOnBuild = true, ValidateScopes = true });
    }

    private static string Describe(ArchiveCollectionResult result) =>
        string.Join(' ', result.Failures.Select(static failure => failure.Error?.Message).Prepend(result.Error?.Message).Concat(result.Warnings));

    private static byte[] Content(int number)
    {
        var content = new byte[number == 0 ? (11 << 20) + 5 : 10_000 + number];
        for (int i = 0; i < content.Length; i++)
        {
            content[i] = (byte)((i * 31) + (i >> 8) + number);
        }

        return content;
    }
}
