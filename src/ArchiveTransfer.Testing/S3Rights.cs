namespace ArchiveTransfer.Testing;

/// <summary>What an identity may do in a bucket that is not its own.</summary>
[Flags]
internal enum S3Rights
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Get, head, tags, and copying from here.</summary>
    Read = 1,

    /// <summary>Listing objects and uploads; without it a missing key is 403 instead of 404.</summary>
    List = 2,

    /// <summary>Put, copy to here, multipart uploads and delete.</summary>
    Write = 4,

    /// <summary>Everything the owner may.</summary>
    All = Read | List | Write,
}
