using ArchiveTransfer.Samples.QuickStart.CommandLine;

return await new QuickStartCommand().RunAsync(args);
