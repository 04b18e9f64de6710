using ArchiveTransfer;
using ArchiveTransfer.Samples.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

// The settings lie beside the program, wherever it is started from.
HostApplicationBuilder builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { Args = args, ContentRootPath = AppContext.BaseDirectory });
builder.Services.AddArchiveCollection(builder.Configuration.GetSection("ArchiveTransfer"));
builder.Services.AddOptions<WorkerOptions>()
    .Bind(builder.Configuration.GetSection("Worker"))
    .Validate(static worker => worker.Interval > TimeSpan.Zero, "Worker:Interval must be longer than nothing, such as 1.00:00:00.")
    .ValidateOnStart();
builder.Services.AddHostedService<CollectionWorker>();

try
{
    await builder.Build().RunAsync();
    return Environment.ExitCode;
}
catch (Exception exception) when (exception is OptionsValidationException or ArchiveTransferException)
{
    // The host has logged every problem of the configuration, before the first request.
    return 2;
}
