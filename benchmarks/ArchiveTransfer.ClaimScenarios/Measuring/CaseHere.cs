using System.IO.Pipelines;
using System.Text.Json;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>The client in this very process, to look into with a debugger, and for tests of what is left behind: what it measures of memory and processor is of everything here.</summary>
internal static class CaseHere
{
    /// <summary>1: rounds on the user's own store have no process of their own.</summary>
    public const string Variable = "ARCHIVETRANSFER_ROUNDS_IN_PROCESS";

    public static bool IsWanted => Environment.GetEnvironmentVariable(Variable) == "1";

    /// <summary>As <see cref="CaseProcess.RunAsync"/>.</summary>
    public static async Task<CaseProcessResult> RunAsync(CaseOrder order, CancellationToken cancellationToken)
    {
        var input = new Pipe();
        await input.Writer.WriteAsync((byte[])[.. JsonSerializer.SerializeToUtf8Bytes(order, CaseJson.Default.CaseOrder), (byte)'\n'], CancellationToken.None);
        await using var output = new StringWriter();
        await using (CancellationTokenRegistration stop = cancellationToken.Register(() => input.Writer.Complete()))
        {
            await CaseClient.RunAsync(input.Reader.AsStream(), output);
        }

        await input.Writer.CompleteAsync();
        cancellationToken.ThrowIfCancellationRequested();
        CaseOutcome outcome = JsonSerializer.Deserialize(output.ToString(), CaseJson.Default.CaseOutcome)!;
        return new CaseProcessResult(outcome, outcome.Seconds, 0, outcome.PeakLocalStorageBytes, outcome.BusiestCore, "");
    }
}
