using System.Security.Cryptography;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>GET and PUT of a whole object as one unit: held in a buffer when one is given, else flowing. A repeated unit reads again.</summary>
internal sealed class StreamedPut(ObjectWork work, Memory<byte> buffer) : PutWrite(work)
{
    private readonly SourceDigest source = new(work);
    private WriteAttributes? attributes;

    protected override async ValueTask<StoreResult<WrittenObject>> PutAsync(AttemptTimer timer)
    {
        StoreResult<ObjectBody> opened = await SourceRange.OpenAsync(Work, 0, Work.Item.Size, Work.Item.Source.ETag, timer).ConfigureAwait(false);
        if (opened.Error is { } unread)
        {
            return unread;
        }

        using ObjectBody body = opened.Value;
        if (attributes is null)
        {
            StoreResult<WriteAttributes> read = await SourceObject.AttributesWithinAsync(Work, body.Head, timer).ConfigureAwait(false);
            if (read.Error is { } unreadable)
            {
                return unreadable;
            }

            attributes = read.Value;
        }

        return buffer.IsEmpty ? await FlowAsync(body, attributes, timer).ConfigureAwait(false) : await HoldAsync(body, attributes, timer).ConfigureAwait(false);
    }

    private async ValueTask<StoreResult<WrittenObject>> HoldAsync(ObjectBody body, WriteAttributes attributes, AttemptTimer timer)
    {
        if (await SourceRange.FillAsync(body, buffer, Work.Run.Counters, timer).ConfigureAwait(false) is { } broken)
        {
            return broken;
        }

        // The connection is free for the next object while this one is sent.
        body.Dispose();
        Md5 = ContentDigest.Md5(buffer.Span);
        if (source.Check(Md5, body.Head) is { } wrong)
        {
            return wrong;
        }

        Dispatched();
        Work.Run.Counters.Sent(buffer.Length);
        return await Work.Run.Destination.PutAsync(Request(StoreBody.Buffered(buffer), attributes), timer.Token).ConfigureAwait(false);
    }

    /// <summary>Where the source's ETag is an MD5 the store is told so and checks it before anything is visible; else the bytes are hashed here.</summary>
    private async ValueTask<StoreResult<WrittenObject>> FlowAsync(ObjectBody body, WriteAttributes attributes, AttemptTimer timer)
    {
        string? told = source.Told(body.Head);
        if (!Work.Run.Destination.CanPutFlowingBody(told is not null))
        {
            return source.Unknown();
        }

        using IncrementalHash? hash = told is null ? ContentDigest.Begin(Work, whole: true) : null;
        Md5 = told;
        StoreResult<WrittenObject> result = await BodyFlow.RunAsync(
            body,
            Work.Item.Size,
            hash,
            timer,
            Work.Run.Counters,
            () =>
            {
                StoreError? wrong = null;
                if (told is null)
                {
                    Md5 = ContentDigest.End(hash);
                    wrong = source.Check(Md5, body.Head);
                }

                if (wrong is null)
                {
                    Dispatched();
                }

                return wrong;
            },
            static (call, content, token) => call.Self.Work.Run.Destination.PutAsync(call.Self.Request(content, call.Attributes) with { Md5 = call.Told }, token),
            (Self: this, Attributes: attributes, Told: told)).ConfigureAwait(false);
        if (told is null)
        {
            return result;
        }

        if (result.Error is { } error)
        {
            source.Heed(error);
            return result;
        }

        source.Accept();
        return result;
    }

    private PutRequest Request(StoreBody content, WriteAttributes attributes) => new(Work.Destination, content, attributes, IfNoneMatch);
}
