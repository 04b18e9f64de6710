using ArchiveTransfer.Testing;

namespace ArchiveTransfer.TrimTest;

/// <summary>Every way of transfer, from JSON in either dialect, in parts and in one request.</summary>
internal static class CollectionChecks
{
    private const int Copied = 20;
    private const int Streamed = 5;
    private const int Staged = 3;

    public static async Task RunAsync(ProfileFiles profiles)
    {
        await using S3Simulator here = await S3Simulator.StartAsync();
        await using S3Simulator there = await S3Simulator.StartAsync();
        profiles.Write(there.Owner);
        S3Bucket lake = there.AddBucket("lake");
        CollectionRunner.Fill(there.AddBucket("many", isPublic: true), Copied);
        CollectionRunner.Fill(here.AddBucket("some", isPublic: true), Streamed);
        CollectionRunner.Fill(here.AddBucket("few", isPublic: true), Staged);

        string copy = $$"""
            { "ArchiveTransfer": {
                "Source": { "Bucket": "many", "Prefix": "data/", "ServiceUrl": "{{there.Endpoint}}", "Anonymous": true },
                "Destination": { "Bucket": "lake", "Prefix": "copied/", "ServiceUrl": "{{there.Endpoint}}", "Profile": "keys", "Tags": { "team": "data" } },
                "OperationMode": "DirectSync", "Include": [ "*.zip" ], "MaxConcurrency": 8, "MultipartThresholdMiB": 5, "PartSizeMiB": 5
            } }
            """;
        ArchiveCollectionPlan plan = await CollectionRunner.PlanAsync(copy);
        TrimTestException.ThrowUnless(plan.Totals.WouldCopy == Copied && plan.Requests.Count > 0, $"The plan would copy {plan.Totals.WouldCopy} of {Copied} objects.");
        TrimTestException.ThrowUnless(!lake.Keys.Any(), "The plan wrote something.");
        CollectionRunner.Verify(await CollectionRunner.CollectAsync(copy), TransferStrategyNames.ServerSideCopy, lake, "copied/", Copied);
        ArchiveCollectionResult again = await CollectionRunner.CollectAsync(copy);
        TrimTestException.ThrowUnless(again.Totals is { Skipped: Copied, Copied: 0 }, $"The second run skipped {again.Totals.Skipped} of {Copied} objects.");

        // Two stores, so that nothing can be copied by one of them.
        string stream = $$"""
            { "ArchiveTransfer": {
                "Source": { "Bucket": "some", "Prefix": "data/", "ServiceUrl": "{{here.Endpoint}}", "Anonymous": true },
                "Destination": { "ServiceUrl": "{{there.Endpoint}}", "Profile": "keys" }, "MultipartThresholdMiB": 5,
                "s3_direct_sync_config": { "operation_mode": "hybrid", "destination_bucket": "lake", "destination_prefix": "/streamed", "max_concurrent": 4, "part_size_mb": 5 }
            } }
            """;
        CollectionRunner.Verify(await CollectionRunner.CollectAsync(stream), TransferStrategyNames.Streaming, lake, "streamed/", Streamed);

        string stage = $$"""
            { "ArchiveTransfer": {
                "Source": { "Bucket": "few", "Prefix": "data/", "ServiceUrl": "{{here.Endpoint}}", "Anonymous": true },
                "Destination": { "ServiceUrl": "{{there.Endpoint}}", "Profile": "keys" }, "MultipartThresholdMiB": 5,
                "enable_s3_direct_sync": false, "destination_bucket": "lake", "destination_prefix": "staged/", "part_size_mb": 5, "retry_attempts": 2,
                "output_directory": "{{profiles.Staging}}"
            } }
            """;
        CollectionRunner.Verify(await CollectionRunner.CollectAsync(stage), TransferStrategyNames.Traditional, lake, "staged/", Staged);
    }
}
