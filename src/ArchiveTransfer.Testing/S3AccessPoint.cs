namespace ArchiveTransfer.Testing;

/// <summary>Another way to a bucket, in the region of the bucket and with the rights of whoever asks.</summary>
/// <param name="Arn">Takes the place of a bucket's name: <c>arn:aws:s3:region:account:accesspoint/name</c>.</param>
/// <param name="Alias">A name that can be used wherever a bucket's can.</param>
public sealed record S3AccessPoint(string Arn, string Alias)
{
    /// <summary>What stands before the region in the host name.</summary>
    internal string Host { get; init; } = "";
}
