using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>What a copy in one request says beside its two names.</summary>
/// <param name="PinsSource">The source must still have its ETag; where that is not sent, the ETag of the copy is compared with it.</param>
internal sealed record CopyForm(WriteAttributes Attributes, bool PinsSource)
{
    /// <summary>Forms that ask for less and leave what was asked for as it is: without one header each, then without all of them.</summary>
    public IEnumerable<(CopyForm Form, string Dropped)> Simpler(bool hasETag)
    {
        List<(Func<CopyForm, CopyForm> Drop, string Header)> droppable = [];
        if (Attributes is { Tags: null or { Count: 0 }, AnyTags: false })
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { Tags = null, AnyTags = true } }, "x-amz-tagging-directive"));
        }

        if (PinsSource && hasETag)
        {
            droppable.Add((static form => form with { PinsSource = false }, "x-amz-copy-source-if-match"));
        }

        if (Attributes.StorageClass == "STANDARD")
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { StorageClass = null } }, "x-amz-storage-class"));
        }

        if (Attributes.CannedAcl == "private")
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { CannedAcl = null } }, "x-amz-acl"));
        }

        foreach ((Func<CopyForm, CopyForm> drop, string header) in droppable)
        {
            yield return (drop(this), header);
        }

        if (droppable.Count > 1)
        {
            yield return (droppable.Aggregate(this, static (form, entry) => entry.Drop(form)), string.Join(", ", droppable.Select(static entry => entry.Header)));
        }
    }
}
