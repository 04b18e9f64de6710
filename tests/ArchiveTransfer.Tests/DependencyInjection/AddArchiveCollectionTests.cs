using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Xunit;

namespace ArchiveTransfer;

public sealed class AddArchiveCollectionTests
{
    [Fact]
    public async Task The_collection_is_a_singleton()
    {
        await using var provider = Build(static services => services.AddArchiveCollection(TestConfiguration.MakeValid));
        Assert.IsType<ArchiveCollectionWorkflow>(provider.GetRequiredService<IArchiveCollectionWorkflow>());
        Assert.Same(provider.GetRequiredService<IArchiveCollectionWorkflow>(), provider.GetRequiredService<IArchiveCollectionWorkflow>());
    }

    [Fact]
    public async Task It_does_not_overwrite()
    {
        var (fake, named) = (new FakeWorkflow(), new FakeWorkflow());
        await using var provider = Build(services =>
        {
            services.AddSingleton<IArchiveCollectionWorkflow>(fake);
            services.AddKeyedSingleton<IArchiveCollectionWorkflow>("nightly", named);
            services.AddArchiveCollection(TestConfiguration.MakeValid);
            services.AddArchiveCollection("nightly", TestConfiguration.MakeValid);
        });

        Assert.Same(fake, provider.GetRequiredService<IArchiveCollectionWorkflow>());
        Assert.Same(named, provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"));
        Assert.Single(provider.GetServices<IArchiveCollectionWorkflow>());
    }

    [Fact]
    public async Task A_named_collection_is_never_resolved_without_its_name()
    {
        await using var provider = Build(static services =>
        {
            services.AddArchiveCollection("nightly", TestConfiguration.MakeValid);
            services.AddArchiveCollection("hourly", TestConfiguration.MakeValid);
        });

        Assert.Null(provider.GetService<IArchiveCollectionWorkflow>());
        Assert.Null(provider.GetKeyedService<IArchiveCollectionWorkflow>("weekly"));
        Assert.NotSame(provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"), provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("hourly"));
        Assert.Same(provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"), provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"));
    }

    [Fact]
    public void Calling_it_again_adds_to_the_same_collection()
    {
        var services = new ServiceCollection();
        services.AddArchiveCollection(static o => (o.Source.Bucket, o.MaxConcurrency) = ("from", 1));
        services.AddArchiveCollection(TestConfiguration.Of(("Destination:Bucket", "to-here"), ("MaxConcurrency", "2"))).Configure(static o => o.PartSizeMiB = 7);
        using var provider = services.BuildServiceProvider();

        var options = Options(provider);
        Assert.Equal(("from", "to-here", 2, 7), (options.Source.Bucket, options.Destination.Bucket, options.MaxConcurrency, options.PartSizeMiB));
        Assert.Single(services, static service => service.ServiceType == typeof(IArchiveCollectionWorkflow));
        Assert.Single(services, static service => service.ServiceType == typeof(IValidateOptions<ArchiveCollectionOptions>));
        Assert.NotNull(provider.GetRequiredService<IArchiveCollectionWorkflow>());
    }

    [Fact]
    public void Options_of_one_name_do_not_reach_another()
    {
        using var provider = Build(static services =>
        {
            services.AddArchiveCollection(static o => o.MaxConcurrency = 1);
            services.AddArchiveCollection("nightly", static o => o.PartSizeMiB = 9).Configure(TestConfiguration.MakeValid);
        });

        Assert.Equal((null, 9), (Options(provider, "nightly").MaxConcurrency, Options(provider, "nightly").PartSizeMiB));
        Assert.NotNull(provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"));
        Assert.Throws<ArchiveTransferException>(() => provider.GetRequiredService<IArchiveCollectionWorkflow>());
    }

    [Fact]
    public void The_builder_tells_name_and_services()
    {
        var services = new ServiceCollection();
        Assert.Equal(("", services), (services.AddArchiveCollection(TestConfiguration.MakeValid).Name, services.AddArchiveCollection(TestConfiguration.MakeValid).Services));
        Assert.Equal("nightly", services.AddArchiveCollection("nightly", TestConfiguration.Of(("DryRun", "true"))).Name);
    }

    [Fact]
    public void A_workflow_with_invalid_options_is_not_created_and_every_problem_is_told()
    {
        using var provider = Build(static services => services.AddArchiveCollection("nightly", TestConfiguration.Of(("Source:Buckt", "from"), ("MaxConcurrency", "0"))));
        var exception = Assert.Throws<ArchiveTransferException>(() => provider.GetRequiredKeyedService<IArchiveCollectionWorkflow>("nightly"));
        Assert.Equal(TransferErrorCodes.InvalidOptions, exception.ErrorCode);
        Assert.Equal(
            """
            The options of the collection 'nightly' are not valid:
            - Source.Bucket is not set; name the bucket to collect from.
            - Destination.Bucket is not set; name the bucket to write to.
            - MaxConcurrency (Archive:MaxConcurrency) is 0; set 1 to 1,024, or leave it unset.
            Beside that:
            - Archive:Source:Buckt is not known and has no effect; the nearest known key is Source:Bucket.
            """,
            exception.Message);
    }

    [Fact]
    public void A_host_validates_when_it_starts()
    {
        using var provider = Build(static services =>
        {
            services.AddArchiveCollection(TestConfiguration.MakeValid);
            services.AddArchiveCollection("nightly", static o => o.Source.Bucket = "from");
        });

        var exception = Assert.Throws<OptionsValidationException>(provider.GetRequiredService<IStartupValidator>().Validate);
        Assert.Equal(("nightly", typeof(ArchiveCollectionOptions)), (exception.OptionsName, exception.OptionsType));
        Assert.Equal(["Destination.Bucket is not set; name the bucket to write to."], exception.Failures);
    }

    [Fact]
    public void A_host_starts_with_valid_options()
    {
        using var provider = Build(static services => services.AddArchiveCollection(TestConfiguration.MakeValid));
        provider.GetRequiredService<IStartupValidator>().Validate();
    }

    [Fact]
    public void A_bad_edit_between_two_runs_throws_nothing_where_nobody_can_catch_it()
    {
        var root = TestConfiguration.Root(("Source:Bucket", "from"), ("Destination:Bucket", "to-here"));
        using var provider = Build(services => services.AddArchiveCollection(root));
        _ = provider.GetRequiredService<IOptionsMonitor<ArchiveCollectionOptions>>().CurrentValue;
        _ = provider.GetRequiredService<IArchiveCollectionWorkflow>();
        root["MaxConcurrency"] = "nonsense";
        root.Reload();
    }

    [Fact]
    public void Configuration_is_read_anew_for_every_run()
    {
        var root = TestConfiguration.Root(("Source:Bucket", "from"), ("Destination:Bucket", "to-here"), ("MaxConcurrency", "1"));
        using var provider = Build(services => services.AddArchiveCollection(root));
        var options = ArchiveCollectionFactory.OptionsOf(provider, "");
        Assert.Equal(1, options().MaxConcurrency);
        root["MaxConcurrency"] = "2";
        Assert.Equal(2, options().MaxConcurrency);
        root["MaxConcurrency"] = "nonsense";
        Assert.Equal(["MaxConcurrency is 'nonsense'; set a whole number."], options().Validate());
        Assert.NotSame(options(), options());
    }

    [Fact]
    public void The_usual_ways_to_change_options_work_too()
    {
        using var provider = Build(static services =>
        {
            services.AddArchiveCollection("nightly", TestConfiguration.MakeValid);
            services.PostConfigure<ArchiveCollectionOptions>("nightly", static o => o.MaxConcurrency = 5);
            services.ConfigureAll<ArchiveCollectionOptions>(static o => o.DryRun = true);
        });

        var options = ArchiveCollectionFactory.OptionsOf(provider, "nightly")();
        Assert.Equal((5, true), (options.MaxConcurrency, options.DryRun));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_container_is_disposed_in_either_way(bool synchronously)
    {
        var provider = Build(static services => services.AddArchiveCollection(TestConfiguration.MakeValid));
        _ = provider.GetRequiredService<IArchiveCollectionWorkflow>();
        if (synchronously)
        {
            provider.Dispose();
        }
        else
        {
            await provider.DisposeAsync();
        }
    }

    [Fact]
    public void Arguments_are_checked()
    {
        var services = new ServiceCollection();
        Assert.Throws<ArgumentNullException>(() => ((IServiceCollection)null!).AddArchiveCollection(TestConfiguration.MakeValid));
        Assert.Throws<ArgumentNullException>(() => services.AddArchiveCollection((Action<ArchiveCollectionOptions>)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddArchiveCollection((IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddArchiveCollection("nightly", (IConfiguration)null!));
        Assert.Throws<ArgumentNullException>(() => services.AddArchiveCollection(null!, TestConfiguration.MakeValid));
        Assert.Throws<ArgumentException>(() => services.AddArchiveCollection("", TestConfiguration.MakeValid));
        Assert.Empty(services);
    }

    private static ServiceProvider Build(Action<IServiceCollection> configure)
    {
        var services = new ServiceCollection();
        configure(services);
        return services.BuildServiceProvider(new ServiceProviderOptions { ValidateScopes = true, ValidateOnBuild = true });
    }

    private static ArchiveCollectionOptions Options(ServiceProvider provider, string name = "") => ArchiveCollectionFactory.OptionsOf(provider, name)();
}
