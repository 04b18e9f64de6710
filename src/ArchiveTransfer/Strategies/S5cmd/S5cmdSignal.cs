using System.Runtime.InteropServices;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Asks a child to end; .NET itself can only kill.</summary>
internal static class S5cmdSignal
{
    private const int Terminate = 15;

    /// <summary>No effect on Windows, where a closed input and killing are the only means.</summary>
    public static void SendTerminate(int processId)
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = Kill(processId, Terminate);
        }
    }

    [DllImport("libc", EntryPoint = "kill")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
