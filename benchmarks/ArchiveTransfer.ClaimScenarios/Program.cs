using ArchiveTransfer.ClaimScenarios.Measuring;

return await CaseClient.RunAsync(Console.OpenStandardInput(), Console.Out);
