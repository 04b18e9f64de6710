using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>Faults of the bytes of objects.</summary>
internal static class ContentFaults
{
    public static IReadOnlyList<FaultKind> Kinds { get; } =
    [
        new(S3Fault.ShortBody, FaultScope.Reading)
        {
            AfterActing = static (fault, answer) => answer with { Length = Math.Max(0, answer.Length - Math.Max(1, fault.Bytes)) },
        },
        new(S3Fault.LongBody, FaultScope.Reading)
        {
            AfterActing = static (fault, answer) => Lengthened(answer, Math.Max(1, fault.Bytes)),
        },
        new(S3Fault.ChunkedBody, FaultScope.Content)
        {
            AfterActing = static (fault, answer) => Lengthened(answer, fault.Bytes),
            Delivery = static _ => new Delivery { IsChunked = true },
        },
        new(S3Fault.CorruptBody, FaultScope.Content)
        {
            AfterActing = static (fault, answer) => answer with
            {
                Content = new FlippedContent(answer.Content!, answer.Offset + Math.Min(fault.Bytes, answer.Length - 1)),
            },
        },
    ];

    private static S3Answer Lengthened(S3Answer answer, long by) => answer with
    {
        Content = answer.Content is { } content ? new PaddedContent(content, answer.Offset + answer.Length, by) : null,
        Length = answer.Length + by,
    };
}
