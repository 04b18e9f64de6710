using Amazon.Runtime;
using Amazon.S3;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace ArchiveTransfer;

public sealed class ArchiveCollectionBuilderTests
{
    private readonly ServiceCollection _services = new();

    [Fact]
    public void A_registered_client_is_never_picked_up()
    {
        using var client = NewClient();
        _services.AddSingleton<IAmazonS3>(client);
        _services.AddSingleton<AWSCredentials>(new AnonymousAWSCredentials());
        var components = Resolve(_services.AddArchiveCollection(TestConfiguration.MakeValid));
        Assert.Null(components.SourceClient);
        Assert.Null(components.DestinationClient);
        Assert.Null(components.SourceCredentials);
        Assert.Null(components.DestinationCredentials);
    }

    [Fact]
    public void Logging_and_clock_come_from_the_container_and_yield_to_what_is_given()
    {
        using var others = new NullLoggerFactory();
        var clock = new FixedClock();
        _services.AddSingleton<ILoggerFactory>(NullLoggerFactory.Instance).AddSingleton<TimeProvider>(clock);
        var components = Resolve(_services.AddArchiveCollection(TestConfiguration.MakeValid));
        Assert.Same(NullLoggerFactory.Instance, components.LoggerFactory);
        Assert.Same(clock, components.TimeProvider);

        components = Resolve(_services.AddArchiveCollection("nightly", TestConfiguration.MakeValid).ConfigureComponents((_, c) => c.LoggerFactory = others));
        Assert.Same(others, components.LoggerFactory);
    }

    [Fact]
    public void Components_are_configured_once_and_in_order()
    {
        var calls = new List<int>();
        using var provider = _services
            .AddArchiveCollection(TestConfiguration.MakeValid)
            .ConfigureComponents((_, _) => calls.Add(1))
            .ConfigureComponents((_, _) => calls.Add(2))
            .Services.BuildServiceProvider();
        Assert.Empty(calls);
        _ = provider.GetRequiredService<IArchiveCollectionWorkflow>();
        _ = provider.GetRequiredService<IArchiveCollectionWorkflow>();
        Assert.Equal([1, 2], calls);
    }

    [Fact]
    public void A_source_is_a_singleton_of_its_collection_and_the_container_disposes_it()
    {
        _services.AddSingleton<Dependency>().AddSingleton<NamedSource>();
        NamedSource? one = null, other = null;
        _services.AddArchiveCollection(TestConfiguration.MakeValid).UseSource<NamedSource>().ConfigureComponents((_, c) => one = (NamedSource?)c.Source);
        _services.AddArchiveCollection("nightly", TestConfiguration.MakeValid).UseSource<NamedSource>().ConfigureComponents((_, c) => other = (NamedSource?)c.Source);
        using (var provider = _services.BuildServiceProvider())
        {
            _ = provider.GetRequiredService<IArchiveCollectionWorkflow>();
            _ = provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly");
            Assert.NotNull(one);
            Assert.NotNull(other);
            Assert.NotSame(one, other);
            Assert.NotSame(one, provider.GetRequiredService<NamedSource>());
            Assert.Same(provider.GetRequiredService<Dependency>(), one.Dependency);
            Assert.False(one.IsDisposed);
        }

        Assert.True(one.IsDisposed);
        Assert.True(other.IsDisposed);
    }

    [Fact]
    public void A_strategy_is_added_once()
    {
        var components = Resolve(_services.AddArchiveCollection(TestConfiguration.MakeValid).AddStrategy<NamedStrategy>().AddStrategy<NamedStrategy>());
        Assert.IsType<NamedStrategy>(Assert.Single(components.Strategies));
    }

    [Fact]
    public void Credentials_are_given_by_side_and_null_keeps_what_was_given()
    {
        var (source, destination) = (new BasicAWSCredentials("a", "b"), new BasicAWSCredentials("c", "d"));
        var components = Resolve(_services.AddArchiveCollection(TestConfiguration.MakeValid).UseCredentials(source: source).UseCredentials(destination: destination));
        Assert.Same(source, components.SourceCredentials);
        Assert.Same(destination, components.DestinationCredentials);
    }

    [Fact]
    public void Clients_are_resolved_by_side_and_not_disposed()
    {
        using var client = NewClient();
        _services.AddKeyedSingleton<IAmazonS3>("lake", client);
        var components = Resolve(_services.AddArchiveCollection(TestConfiguration.MakeValid)
            .UseClients(destination: static services => services.GetRequiredKeyedService<IAmazonS3>("lake"))
            .UseClients());
        Assert.Null(components.SourceClient);
        Assert.Same(client, components.DestinationClient);
        Assert.NotNull(client.Config.ServiceURL);
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var builder = _services.AddArchiveCollection(TestConfiguration.MakeValid);
        Assert.Throws<ArgumentNullException>(() => builder.Configure(null!));
        Assert.Throws<ArgumentNullException>(() => builder.ConfigureComponents(null!));
        Assert.Throws<ArgumentNullException>(static () => ((IArchiveCollectionBuilder)null!).UseSource<NamedSource>());
        Assert.Throws<ArgumentNullException>(static () => ((IArchiveCollectionBuilder)null!).UseCredentials());
    }

    private static ArchiveCollectionComponents Resolve(IArchiveCollectionBuilder builder)
    {
        ArchiveCollectionComponents? seen = null;
        builder.ConfigureComponents((_, components) => seen = components);
        using var provider = builder.Services.BuildServiceProvider();
        _ = builder.Name.Length == 0 ? provider.GetRequiredService<IArchiveCollectionWorkflow>() : provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>(builder.Name);
        return seen!;
    }

    private static AmazonS3Client NewClient() => new(new BasicAWSCredentials("a", "b"), new AmazonS3Config { ServiceURL = "http://localhost:1" });

    private sealed class FixedClock : TimeProvider;
}
