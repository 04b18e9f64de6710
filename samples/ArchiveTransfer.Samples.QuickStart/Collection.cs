using Amazon.Runtime;
using ArchiveTransfer.Samples.QuickStart.Demo;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ArchiveTransfer.Samples.QuickStart;

/// <summary>The part worth copying: register a collection, with options in code or from configuration, and run it.</summary>
internal static class Collection
{
    /// <summary>Options in code, credentials from wherever the application has them.</summary>
    public static IArchiveCollectionBuilder AddDemoCollection(this IServiceCollection services, DemoStoreFacts store) => services
        .AddArchiveCollection(options =>
        {
            options.Source.Bucket = store.SourceBucket;
            options.Source.Prefix = "data/";
            options.Source.ServiceUrl = store.Endpoint;
            options.Source.Anonymous = true;
            options.Destination.Bucket = store.DestinationBucket;
            options.Destination.Prefix = "binance/";
            options.Destination.ServiceUrl = store.Endpoint;
        })
        .UseCredentials(destination: new BasicAWSCredentials(store.AccessKey, store.SecretKey));

    /// <summary>Options from configuration, credentials from the usual AWS chain: environment, profile, role.</summary>
    public static IArchiveCollectionBuilder AddConfiguredCollection(this IServiceCollection services, IConfiguration configuration) =>
        services.AddArchiveCollection(ConfigurationFile.OptionsOf(configuration));

    /// <summary>Resolves the workflow and runs it once. Failures of single objects are in the result, not in an exception.</summary>
    public static async Task<ArchiveCollectionResult> RunAsync(IServiceCollection services, IProgress<ArchiveCollectionProgress> progress, CancellationToken cancellationToken)
    {
        await using ServiceProvider provider = services.BuildServiceProvider();
        var workflow = provider.GetRequiredService<IArchiveCollectionWorkflow>();
        return await workflow.ExecuteAsync(new ArchiveCollectionRunOptions { Progress = progress }, cancellationToken);
    }

    /// <summary>Looks whether it could run: rights, endpoints, strategies. Leaves nothing behind.</summary>
    public static async Task<ArchiveCollectionCheck> CheckAsync(IServiceCollection services, CancellationToken cancellationToken)
    {
        await using ServiceProvider provider = services.BuildServiceProvider();
        return await provider.GetRequiredService<IArchiveCollectionWorkflow>().CheckAsync(cancellationToken);
    }
}
