using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Which plane sends a side's requests: the lean one, unless there is something about the side that only the SDK knows.</summary>
internal static class PlaneChoice
{
    /// <summary>AppContext switch that leaves all requests to the SDK.</summary>
    public const string SdkOnly = "ArchiveTransfer.SendThroughSdk";

    public static IObjectStore Of(SdkObjectStore sdk, S3LocationOptions options, Action<SocketsHttpHandler>? configure) =>
        IsForSdk(sdk, options) ? sdk : new DirectObjectStore(sdk, configure);

    private static bool IsForSdk(SdkObjectStore sdk, S3LocationOptions options) =>
        sdk.Access is null
        || BucketName.IsArn(options.Bucket)
        || sdk.Client.Config.GetWebProxy() is not null
        || (AppContext.TryGetSwitch(SdkOnly, out bool isOn) && isOn);
}
