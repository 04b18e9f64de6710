using ArchiveTransfer.ClaimScenarios.Rendering;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Benchmarks.Claims;

/// <summary>Two comparisons beside each other: <c>-- claims-agree DIRECTORY DIRECTORY</c>. Each is judged anew, by its raw rounds. The exit code is 1 where a verdict differs.</summary>
internal static class ClaimAgreement
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        ClaimFiles[] both = [.. arguments.Select(static directory => new ClaimFiles(directory))];
        if (both.Length != 2 || !both.All(static files => files.AreWhole))
        {
            await Console.Error.WriteLineAsync("claims-agree: give the directories of two comparisons that came to their end.");
            return 2;
        }

        (ClaimReport one, ClaimReport other) = (await both[0].ReadAsync(), await both[1].ReadAsync());
        if (AgreementReport.Incomparable(one, other) is { } why)
        {
            await Console.Error.WriteLineAsync($"claims-agree: {why}.");
            return 2;
        }

        return AgreementReport.Write(one, other, Console.Out) ? 0 : 1;
    }
}
