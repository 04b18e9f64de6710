using ArchiveTransfer.Samples.Simulator;

return await new SimulatorCommand().RunAsync(args);
