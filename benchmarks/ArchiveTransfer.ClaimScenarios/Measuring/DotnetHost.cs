using System.Runtime.InteropServices;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>The host of the runtime that this very process has.</summary>
internal static class DotnetHost
{
    /// <summary>Above <c>shared/Microsoft.NETCore.App/version</c>; else whatever the system finds.</summary>
    public static string Path
    {
        get
        {
            string host = System.IO.Path.GetFullPath(System.IO.Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));
            return File.Exists(host) ? host : "dotnet";
        }
    }
}
