using ArchiveTransfer.ClaimScenarios.Measuring;

namespace ArchiveTransfer.ClaimScenarios;

/// <summary>The client's process. Not by statements at the top: their class would be in the way of that of whoever references this.</summary>
internal static class ClaimsProgram
{
    public static Task<int> Main() => CaseClient.RunAsync(Console.OpenStandardInput(), Console.Out);
}
