namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>The flags of every copy: the same for all objects of a run.</summary>
internal static class S5cmdCopyFlags
{
    public static string Of(S5cmdTool tool, DestinationOptions destination)
    {
        var flags = new List<(string Name, string? Value)>();
        if (tool.HasMetadataDirective)
        {
            // Without it, metadata is lost.
            flags.Add(("--metadata-directive", "COPY"));
        }

        if (destination.StorageClass is { } storageClass)
        {
            flags.Add(("--storage-class", storageClass));
        }

        if (destination.CannedAcl is { } acl)
        {
            flags.Add(("--acl", acl));
        }

        if (destination.Encryption is { } encryption)
        {
            flags.Add(("--sse", encryption.Algorithm));
            if (encryption.KmsKeyId is { } key)
            {
                flags.Add(("--sse-kms-key-id", key));
            }
        }

        return S5cmdLine.Flags(flags);
    }
}
