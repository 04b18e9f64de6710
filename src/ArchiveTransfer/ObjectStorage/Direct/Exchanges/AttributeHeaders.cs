namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>What an object shall have, and on whose account, as headers.</summary>
internal static class AttributeHeaders
{
    public static void WriteOwner(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.Add("x-amz-expected-bucket-owner", settings.ExpectedBucketOwner);
        draft.Add("x-amz-request-payer", settings.RequesterPays ? "requester" : null);
    }

    /// <summary>A copy also reads.</summary>
    public static void WriteOwners(RequestDraft draft, ObjectStoreSettings settings)
    {
        draft.Add("x-amz-expected-bucket-owner", settings.ExpectedBucketOwner);
        draft.Add("x-amz-source-expected-bucket-owner", settings.SourceExpectedBucketOwner);
        draft.Add("x-amz-request-payer", settings.RequesterPays || settings.SourceRequesterPays ? "requester" : null);
    }

    public static void Write(RequestDraft draft, WriteAttributes attributes)
    {
        draft.Add("x-amz-tagging", attributes.Tags is { Count: > 0 } tags ? Tagging(tags) : null);
        draft.Add("x-amz-storage-class", attributes.StorageClass);
        draft.Add("x-amz-acl", attributes.CannedAcl);
        if (attributes.Encryption is { } encryption)
        {
            draft.Add("x-amz-server-side-encryption", encryption.Algorithm);
            draft.Add("x-amz-server-side-encryption-aws-kms-key-id", encryption.KmsKeyId);
            draft.Add("x-amz-server-side-encryption-bucket-key-enabled", encryption.BucketKeyEnabled switch { null => null, true => "true", false => "false" });
        }
    }

    public static string CopySource(ObjectAddress source)
    {
        var text = new TextBuffer(stackalloc char[256]);
        PercentEncoding.Append(ref text, source.Bucket, keepSlash: false);
        text.Append('/');
        PercentEncoding.Append(ref text, source.Key, keepSlash: true);
        if (source.VersionId is { } version)
        {
            // As it is, which is what all clients send: stores disagree on how often they decode it.
            text.Append("?versionId=");
            text.Append(version);
        }

        return text.ToStringAndClear();
    }

    public static string? Quote(string? eTag) => eTag is null ? null : $"\"{eTag}\"";

    private static string Tagging(IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        var text = new TextBuffer(stackalloc char[256]);
        foreach ((string name, string value) in tags)
        {
            if (!text.Written.IsEmpty)
            {
                text.Append('&');
            }

            PercentEncoding.Append(ref text, name, keepSlash: false);
            text.Append('=');
            PercentEncoding.Append(ref text, value, keepSlash: false);
        }

        return text.ToStringAndClear();
    }
}
