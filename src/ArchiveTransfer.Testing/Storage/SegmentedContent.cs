namespace ArchiveTransfer.Testing.Storage;

/// <summary>Stretches of other contents, one after the other: a multipart object, or a copied range.</summary>
internal sealed class SegmentedContent : Content
{
    private readonly ContentSegment[] _segments;
    private readonly long[] _starts;

    private SegmentedContent(ContentSegment[] segments)
    {
        _segments = segments;
        _starts = new long[segments.Length];
        for (var i = 0; i < segments.Length; i++)
        {
            _starts[i] = Length;
            Length += segments[i].Length;
            IsReadable &= segments[i].Content.IsReadable;
            LengthByRule += Math.Min(segments[i].Length, segments[i].Content.LengthByRule);
        }
    }

    public override long Length { get; }

    public override bool IsReadable { get; } = true;

    public override long LengthByRule { get; }

    public static Content Join(IEnumerable<Content> contents)
    {
        var segments = new List<ContentSegment>();
        foreach (var content in contents)
        {
            AddRange(segments, content, 0, content.Length);
        }

        return Simplify(segments);
    }

    public static Content Slice(Content content, long offset, long length)
    {
        var segments = new List<ContentSegment>();
        AddRange(segments, content, offset, length);
        return Simplify(segments);
    }

    public override void Read(long offset, Span<byte> destination)
    {
        var index = IndexOf(offset);
        while (destination.Length > 0)
        {
            var segment = _segments[index];
            var skip = offset - _starts[index];
            var taken = (int)Math.Min(segment.Length - skip, destination.Length);
            segment.Content.Read(segment.Offset + skip, destination[..taken]);
            destination = destination[taken..];
            offset += taken;
            index++;
        }
    }

    private static Content Simplify(List<ContentSegment> segments) => segments switch
    {
        [] => ByteContent.Empty,
        [var only] when only.Offset == 0 && only.Length == only.Content.Length => only.Content,
        _ => new SegmentedContent([.. segments]),
    };

    // Segments of segments are taken apart at once, so that reading never recurses and a chain of copies stays flat.
    private static void AddRange(List<ContentSegment> target, Content content, long offset, long length)
    {
        if (length == 0)
        {
            return;
        }

        if (content is not SegmentedContent composed)
        {
            Append(target, new ContentSegment(content, offset, length));
            return;
        }

        for (var index = composed.IndexOf(offset); length > 0; index++)
        {
            var segment = composed._segments[index];
            var skip = offset - composed._starts[index];
            var taken = Math.Min(segment.Length - skip, length);
            Append(target, new ContentSegment(segment.Content, segment.Offset + skip, taken));
            offset += taken;
            length -= taken;
        }
    }

    private static void Append(List<ContentSegment> target, ContentSegment segment)
    {
        if (target.Count > 0 && target[^1] is var last && ReferenceEquals(last.Content, segment.Content) && last.Offset + last.Length == segment.Offset)
        {
            target[^1] = last with { Length = last.Length + segment.Length };
        }
        else
        {
            target.Add(segment);
        }
    }

    private int IndexOf(long offset)
    {
        var index = Array.BinarySearch(_starts, offset);
        return index >= 0 ? index : ~index - 1;
    }
}
