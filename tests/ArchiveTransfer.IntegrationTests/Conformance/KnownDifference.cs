namespace ArchiveTransfer.Conformance;

/// <summary>Where the simulator is meant to answer otherwise than Ceph: the very lines, and why.</summary>
internal sealed record KnownDifference(string Case, string OnCeph, string Simulated, string Reason)
{
    public static IReadOnlyList<KnownDifference> All { get; } =
    [
        new(
            "bucket: location",
            "200\n  LocationConstraint",
            "200\n  content-type: application/xml\n  LocationConstraint",
            "Ceph sends no Content-Type there; no client looks at it."),
        new(
            "tags: an empty header",
            "  x-amz-tagging-count: 0\n",
            "",
            "Ceph counts no tags where the header was sent and empty; to a client that is no header."),
        new(
            "versions: one that does not exist",
            "  x-amz-version-id: null\n",
            "",
            "Ceph repeats the version asked for where there are no versions; no client looks at it."),
        new(
            "versions: nonsense",
            "Error: InvalidArgument",
            "Error: MalformedXML",
            "Only the code differs, of a configuration that nobody means to send."),
        new(
            "request: a path that is not percent-encoded",
            "200\n  content-type: application/xml\n  ListAllMyBucketsResult\n    Buckets: \n    Owner\n      DisplayName: \n      ID: anonymous\n",
            "400\n  content-type: application/xml\n  Error: InvalidURI\n",
            "Ceph lists the buckets of nobody for a path that it cannot read; the simulator says what is wrong."),
    ];

    /// <summary>What the simulator is to answer, given what Ceph did; null: Ceph no longer answers that way.</summary>
    public string? Translate(string transcript) =>
        transcript.Contains(OnCeph, StringComparison.Ordinal) ? transcript.Replace(OnCeph, Simulated, StringComparison.Ordinal) : null;
}
