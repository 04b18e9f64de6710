using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// What <see cref="WireHandler"/> must know of the request that is passing through the SDK: the SDK keeps these headers in types that do not
/// hold every text, and signs the text while it sends the type.
/// </summary>
internal sealed class WireExchange
{
    private static readonly AsyncLocal<WireExchange?> Flowing = new();

    /// <summary>The exchange of the request being sent by this flow of control.</summary>
    public static WireExchange? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Content-Type exactly as it must travel; null: as the SDK made it.</summary>
    public string? ContentType { get; init; }

    /// <summary>Expires exactly as it must travel; null: none.</summary>
    public string? Expires { get; init; }

    /// <summary>Headers of the object exactly as they arrived; null: the client is not ours. The SDK gives the first value of a list, and what it can parse in its own spelling.</summary>
    public ObjectHeaders? Arrived { get; set; }

    /// <summary>What the request was signed with; null: nothing, or the client is not ours.</summary>
    public ImmutableCredentials? SignedBy { get; set; }

    /// <summary>Where in the path the SDK swallowed a slash it signed; 0: nowhere.</summary>
    public int SwallowedSlash { get; set; }

    /// <summary>Lets whoever sends go while credentials are waited for: the SDK hands no token to whoever gives them.</summary>
    public CancellationToken Cancellation { get; set; }

    /// <summary>The answer is an object to be read by the caller, not XML to be read by the SDK.</summary>
    public bool AnswerFlows { get; init; }
}
