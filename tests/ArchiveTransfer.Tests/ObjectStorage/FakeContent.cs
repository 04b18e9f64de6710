using System.Security.Cryptography;
using System.Text;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>Bytes of an object in the fake: held, made up on the fly, or cut and joined of others, so that gigabytes need no memory.</summary>
internal abstract class FakeContent
{
    /// <summary>Above it an MD5 is not computed but made of what the content is.</summary>
    public const long LargestHashed = 96L * 1024 * 1024;

    private readonly Lazy<byte[]> digest;

    protected FakeContent(long length)
    {
        Length = length;
        digest = new Lazy<byte[]>(() => !IsHuge ? Hash() : SHA256.HashData(Encoding.UTF8.GetBytes(Identity))[..16]);
    }

    public long Length { get; }

    public byte[] Digest => digest.Value;

    public string ETag => Convert.ToHexString(Digest).ToLowerInvariant();

    protected abstract string Identity { get; }

    /// <summary>It, or what it was cut from, is too large to be hashed in a test.</summary>
    protected virtual bool IsHuge => Length > LargestHashed;

    public static FakeContent Pattern(long length, int seed = 1) => new PatternContent(length, seed);

    public static FakeContent Of(byte[] bytes) => new HeldContent(bytes);

    public static FakeContent Join(IReadOnlyList<FakeContent> parts) => parts.Count == 1 ? parts[0] : new JoinedContent(parts);

    /// <summary>A body that was too large to keep: only its length is known.</summary>
    public static FakeContent Discarded(long length) => new PatternContent(length, seed: 0);

    public FakeContent Slice(long offset, long length) => offset == 0 && length == Length ? this : new SlicedContent(this, offset, length);

    public abstract void Read(long offset, Span<byte> target);

    public bool SameAs(FakeContent other)
    {
        if (ReferenceEquals(this, other) || Length != other.Length)
        {
            return ReferenceEquals(this, other);
        }

        byte[] left = new byte[1 << 16];
        byte[] right = new byte[1 << 16];
        long step = Length <= LargestHashed ? left.Length : Math.Max(left.Length, Length / 500);
        for (long offset = 0; offset < Length; offset += step)
        {
            int count = (int)Math.Min(left.Length, Length - offset);
            Read(offset, left.AsSpan(0, count));
            other.Read(offset, right.AsSpan(0, count));
            if (!left.AsSpan(0, count).SequenceEqual(right.AsSpan(0, count)))
            {
                return false;
            }
        }

        return true;
    }

    private byte[] Hash()
    {
        using var md5 = IncrementalHash.CreateHash(HashAlgorithmName.MD5);
        byte[] buffer = new byte[1 << 16];
        for (long offset = 0; offset < Length; offset += buffer.Length)
        {
            int count = (int)Math.Min(buffer.Length, Length - offset);
            Read(offset, buffer.AsSpan(0, count));
            md5.AppendData(buffer.AsSpan(0, count));
        }

        return md5.GetHashAndReset();
    }

    private sealed class HeldContent(byte[] bytes) : FakeContent(bytes.Length)
    {
        protected override string Identity => throw new NotSupportedException();

        public override void Read(long offset, Span<byte> target) => bytes.AsSpan((int)offset, target.Length).CopyTo(target);
    }

    private sealed class PatternContent(long length, int seed) : FakeContent(length)
    {
        private const int Block = 65_521;

        private readonly byte[] block = MakeBlock(seed);

        protected override string Identity => $"{seed}:{Length}";

        public override void Read(long offset, Span<byte> target)
        {
            while (target.Length > 0)
            {
                int at = (int)(offset % Block);
                int count = Math.Min(target.Length, Block - at);
                block.AsSpan(at, count).CopyTo(target);
                target = target[count..];
                offset += count;
            }
        }

        private static byte[] MakeBlock(int seed)
        {
            byte[] block = new byte[Block];
            for (int i = 0; i < block.Length; i++)
            {
                block[i] = (byte)(((i * 31) + (i >> 7)) ^ seed);
            }

            return block;
        }
    }

    private sealed class SlicedContent(FakeContent whole, long start, long length) : FakeContent(length)
    {
        protected override string Identity => $"{whole.Identity}[{start}+{Length}]";

        protected override bool IsHuge => whole.IsHuge;

        public override void Read(long offset, Span<byte> target) => whole.Read(start + offset, target);
    }

    private sealed class JoinedContent(IReadOnlyList<FakeContent> parts) : FakeContent(parts.Sum(part => part.Length))
    {
        protected override string Identity => string.Join('+', parts.Select(part => part.Identity));

        public override void Read(long offset, Span<byte> target)
        {
            foreach (FakeContent part in parts)
            {
                if (target.Length == 0)
                {
                    return;
                }

                if (offset < part.Length)
                {
                    int count = (int)Math.Min(target.Length, part.Length - offset);
                    part.Read(offset, target[..count]);
                    target = target[count..];
                    offset = 0;
                }
                else
                {
                    offset -= part.Length;
                }
            }
        }
    }
}
