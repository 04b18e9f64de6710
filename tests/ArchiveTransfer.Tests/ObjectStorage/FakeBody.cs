using System.Security.Cryptography;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>A body as the fake received it.</summary>
internal sealed class FakeBody
{
    public FakeContent? Content { get; private init; }

    public StoreError? Error { get; private init; }

    /// <summary>It came with its hash.</summary>
    public bool IsSigned { get; private init; }

    public static async Task<FakeBody> ReceiveAsync(StoreBody body, FakeFault? fault, Action<int> taken, CancellationToken cancellationToken)
    {
        bool keeps = body.Length <= FakeContent.LargestHashed;
        using var kept = keeps ? new MemoryStream((int)body.Length) : null;
        byte[] buffer = new byte[1 << 16];
        long total = 0;
        try
        {
            if (body.Stream is null)
            {
                kept!.Write(body.Memory.Span);
                total = body.Memory.Length;
                taken((int)total);
            }
            else
            {
                int count;
                while (total < body.Length && (count = await body.Stream.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, body.Length - total)), cancellationToken)) > 0)
                {
                    kept?.Write(buffer.AsSpan(0, count));
                    total += count;
                    taken(count);
                }
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return new FakeBody { Error = Failed(StoreErrorCodes.BodyFailed, exception.Message) };
        }

        if (total != body.Length)
        {
            return new FakeBody { Error = Failed("IncompleteBody", $"{total} of {body.Length}") };
        }

        byte[]? bytes = kept?.ToArray();
        if (fault is { Corrupts: true } && bytes is { Length: > 0 })
        {
            bytes[0] ^= 1;
        }

        if (body.Sha256 is { } signed && bytes is not null && !string.Equals(signed, Convert.ToHexString(SHA256.HashData(bytes)), StringComparison.OrdinalIgnoreCase))
        {
            return new FakeBody { Error = Failed("XAmzContentSHA256Mismatch", "The body is not the one that was signed.") };
        }

        return new FakeBody { IsSigned = body.Sha256 is not null, Content = bytes is null ? FakeContent.Discarded(total) : FakeContent.Of(bytes) };
    }

    private static StoreError Failed(string code, string message) => new()
    {
        Operation = StoreOperation.UploadPart,
        Kind = StoreErrorKind.Transient,
        Code = code,
        Message = message,
    };
}
