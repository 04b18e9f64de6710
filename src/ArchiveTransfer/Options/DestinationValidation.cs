namespace ArchiveTransfer;

/// <summary>The rules the destination must keep.</summary>
internal static class DestinationValidation
{
    private const string Aes256 = "AES256";
    private const string Kms = "aws:kms";
    private const string KmsTwice = "aws:kms:dsse";

    private static readonly string[] _storageClasses =
    [
        "STANDARD", "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR", "GLACIER", "DEEP_ARCHIVE", "REDUCED_REDUNDANCY", "OUTPOSTS",
    ];

    private static readonly string[] _acls =
    [
        "private", "public-read", "public-read-write", "authenticated-read", "aws-exec-read", "bucket-owner-read", "bucket-owner-full-control",
    ];

    internal static void Validate(DestinationOptions destination, OptionProblems problems)
    {
        var isAws = LocationOverlap.IsAws(destination.ServiceUrl);
        ValidateStorageClass(destination.StorageClass, isAws, problems);
        ValidateEncryption(destination.Encryption, problems);
        if (destination.CannedAcl is { } acl && !_acls.Contains(acl, StringComparer.Ordinal))
        {
            problems.Add("Destination.CannedAcl", OptionText.Quote(acl), $"set one of {string.Join(", ", _acls)}, or leave it unset");
        }

        ValidateTags(destination.Tags, problems);
        if (destination.ExpectedBucketOwner is { } owner && (isAws ? owner.Length != 12 || !owner.All(char.IsAsciiDigit) : string.IsNullOrWhiteSpace(owner)))
        {
            problems.Add("Destination.ExpectedBucketOwner", OptionText.Quote(owner), "set the 12 digits of the account, or leave it unset");
        }
    }

    private static void ValidateStorageClass(string? storageClass, bool isAws, OptionProblems problems)
    {
        // Other stores have classes of their own.
        if (storageClass is not null && (isAws
            ? !_storageClasses.Contains(storageClass, StringComparer.Ordinal)
            : storageClass.Length == 0 || !storageClass.All(static c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' or '.')))
        {
            problems.Add("Destination.StorageClass", OptionText.Quote(storageClass), $"set one of {string.Join(", ", _storageClasses)}, or leave it unset");
        }
    }

    private static void ValidateEncryption(EncryptionOptions? encryption, OptionProblems problems)
    {
        if (encryption is null)
        {
            return;
        }

        if (encryption.Algorithm is not (Aes256 or Kms or KmsTwice))
        {
            problems.Add("Destination.Encryption.Algorithm", OptionText.Quote(encryption.Algorithm), $"set {Aes256}, {Kms} or {KmsTwice}");
            return;
        }

        if (encryption is { KmsKeyId: not null, Algorithm: Aes256 })
        {
            problems.Add("Destination.Encryption.KmsKeyId", OptionText.Quote(encryption.KmsKeyId),
                $"leave it unset, or set Destination.Encryption.Algorithm to {Kms} or {KmsTwice}");
        }
        else if (encryption.KmsKeyId is { } key && string.IsNullOrWhiteSpace(key))
        {
            problems.Add("Destination.Encryption.KmsKeyId", OptionText.Quote(key), "name a key, or leave it unset for the account's own");
        }

        if (encryption is { BucketKeyEnabled: true, Algorithm: not Kms })
        {
            problems.Add("Destination.Encryption.BucketKeyEnabled", "true",
                $"leave it unset, or set Destination.Encryption.Algorithm to {Kms}: no other knows bucket keys");
        }
    }

    private static void ValidateTags(IDictionary<string, string> tags, OptionProblems problems)
    {
        if (tags.Count > OptionLimits.MaxTags)
        {
            problems.Add("Destination.Tags", $"a set of {OptionText.Number(tags.Count)} tags", $"set {OptionLimits.MaxTags} or fewer");
        }

        foreach (var (name, value) in tags)
        {
            var path = $"Destination.Tags[{OptionText.Quote(name)}]";
            if (name.Length is 0 or > OptionLimits.MaxTagNameLength || name.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
            {
                problems.Add(path, OptionText.Quote(value), $"give it a name of 1 to {OptionLimits.MaxTagNameLength} characters that does not begin with aws:");
            }

            if (value is null || value.Length > OptionLimits.MaxTagValueLength)
            {
                problems.Add(path, OptionText.Quote(value), $"set a value of 0 to {OptionLimits.MaxTagValueLength} characters");
            }
        }
    }
}
