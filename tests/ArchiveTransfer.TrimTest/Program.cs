using ArchiveTransfer.TrimTest;

if (args is [ChildCollection.Argument])
{
    return await ChildCollection.RunAsync();
}

try
{
    using var profiles = new ProfileFiles();
    await CollectionChecks.RunAsync(profiles);
    await CredentialChecks.RunAsync(profiles);
    await ProviderChecks.RunAsync(profiles);
    Console.WriteLine("trim test passed");
    return 0;
}
#pragma warning disable CA1031 // Whatever trimming broke, in whatever way: one exit code and all there is to say about it.
catch (Exception exception)
#pragma warning restore CA1031
{
    await Console.Error.WriteLineAsync($"trim test failed: {exception}");
    return 1;
}
