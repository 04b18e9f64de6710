using System.Numerics;
using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Strategies;

/// <summary>What a copy in one request says beside its two names.</summary>
/// <param name="PinsSource">The source must still have its ETag; where that is not sent, the source is looked at after the copy.</param>
internal sealed record CopyForm(WriteAttributes Attributes, bool PinsSource)
{
    /// <summary>Forms that ask for less and leave what was asked for as it is: without one header, without two and so on, and of as many those first that cost least.</summary>
    public IEnumerable<(CopyForm Form, string Dropped)> Simpler(bool hasETag)
    {
        // From the cheapest to the dearest: the first two only spell out defaults.
        List<(Func<CopyForm, CopyForm> Drop, string Header)> droppable = [];
        if (Attributes.StorageClass == "STANDARD")
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { StorageClass = null } }, "x-amz-storage-class"));
        }

        if (Attributes.CannedAcl == "private")
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { CannedAcl = null } }, "x-amz-acl"));
        }

        if (Attributes is { Tags: null or { Count: 0 }, AnyTags: false })
        {
            droppable.Add((static form => form with { Attributes = form.Attributes with { Tags = null, AnyTags = true } }, "x-amz-tagging-directive"));
        }

        if (PinsSource && hasETag)
        {
            droppable.Add((static form => form with { PinsSource = false }, "x-amz-copy-source-if-match"));
        }

        foreach (int set in Enumerable.Range(1, (1 << droppable.Count) - 1).OrderBy(static set => (BitOperations.PopCount((uint)set), set)))
        {
            var dropped = droppable.Where((_, bit) => (set & (1 << bit)) != 0).ToList();
            yield return (dropped.Aggregate(this, static (form, entry) => entry.Drop(form)), string.Join(", ", dropped.Select(static entry => entry.Header)));
        }
    }
}
