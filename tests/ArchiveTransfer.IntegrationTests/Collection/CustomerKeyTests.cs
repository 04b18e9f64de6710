using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Collection;

/// <summary>Objects encrypted with keys that only their owner has: nothing that copies them is given the key.</summary>
public sealed class CustomerKeyTests : CollectionTest
{
    protected override void Configure(S3SimulatorOptions options) => options.AllowsCustomerKeysOverHttp = true;

    [Theory]
    [InlineData(OperationMode.Auto)]
    [InlineData(OperationMode.DirectSync)]
    [InlineData(OperationMode.Hybrid)]
    [InlineData(OperationMode.Traditional)]
    public async Task They_fail_by_name_at_every_size_and_the_others_arrive(OperationMode mode)
    {
        await PutAsync("a", 100);
        await PutAsync("b", (5 << 20) + 1);
        Source.AddVirtual(50, static index => $"plain/{index:D2}", static _ => 10);

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectOutcomesAsync(options =>
        {
            options.OperationMode = mode;
            options.MultipartThresholdMiB = 5;
        });

        Assert.Equal((50, 2), (result.Totals.Copied, result.Totals.Failed));
        foreach (string key in new[] { "a", "b" })
        {
            Assert.Equal((key, TransferErrorCodes.SourceEncrypted), (key, outcomes[key].Error?.Code));
            Assert.Contains("SSE-C", outcomes[key].Error!.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("streaming", mode == OperationMode.Auto ? outcomes[key].Strategy : "", StringComparison.Ordinal);
        }

        Assert.Equal(0, Lake.OpenUploads);
    }

    private async Task PutAsync(string key, int size)
    {
        using IAmazonS3 client = Simulator.CreateClient(Publisher);
        await client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = Source.Name,
                Key = key,
                InputStream = new MemoryStream(Bytes(size)),
                ServerSideEncryptionCustomerMethod = ServerSideEncryptionCustomerMethod.AES256,
                ServerSideEncryptionCustomerProvidedKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)),
            },
            Cancellation);
    }
}
