using System.Runtime.CompilerServices;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer;

/// <summary>With ARCHIVETRANSFER_PLANE=sdk every collection of this process sends its requests through the AWS SDK.</summary>
internal static class PlaneOfThisRun
{
    [ModuleInitializer]
    internal static void Choose()
    {
        switch (Environment.GetEnvironmentVariable("ARCHIVETRANSFER_PLANE"))
        {
            case "sdk":
                AppContext.SetSwitch(PlaneChoice.SdkOnly, true);
                break;
            case null or "" or "direct":
                break;
            case { } other:
                throw new InvalidOperationException($"ARCHIVETRANSFER_PLANE is '{other}'; it is sdk or direct.");
        }
    }
}
