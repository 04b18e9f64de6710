using System.Text;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer;

/// <summary>The rules both sides must keep.</summary>
internal static class LocationValidation
{
    private static readonly UTF8Encoding _strictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    internal static void Validate(string side, S3LocationOptions location, OptionProblems problems)
    {
        ValidateBucket(side, location.Bucket, problems);
        ValidatePrefix(side, location.Prefix, problems);
        ValidateServiceUrl(side, location.ServiceUrl, problems);
        ValidateAccessPoint(side, location, problems);
        if (location.Region is { } region && !(LocationOverlap.IsAws(location.ServiceUrl) ? BucketRegions.IsName(region.ToLowerInvariant()) : IsNameAnywhere(region)))
        {
            problems.Add(side + ".Region", OptionText.Quote(region), "set a name such as eu-central-1, or leave it unset");
        }

        if (location.Profile is { } profile && string.IsNullOrWhiteSpace(profile))
        {
            problems.Add(side + ".Profile", OptionText.Quote(profile), "name a profile of the shared AWS files, or leave it unset");
        }

        RoleValidation.Validate(side, location, problems);
    }

    /// <summary>At a store that is not AWS the region is a word in the signature only.</summary>
    private static bool IsNameAnywhere(string region) => region.Length > 0 && region.All(static c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static void ValidateBucket(string side, string? bucket, OptionProblems problems)
    {
        var path = side + ".Bucket";
        if (string.IsNullOrWhiteSpace(bucket))
        {
            problems.AddMissing(path, side == "Source" ? "name the bucket to collect from" : "name the bucket to write to");
            return;
        }

        if (BucketName.Refuse(bucket) is { } advice)
        {
            problems.Add(path, OptionText.Quote(bucket), advice);
        }
    }

    private static void ValidateAccessPoint(string side, S3LocationOptions location, OptionProblems problems)
    {
        if (!BucketName.IsArn(location.Bucket))
        {
            return;
        }

        if (location.ServiceUrl is { } address)
        {
            problems.Add(side + ".ServiceUrl", OptionText.Address(address), $"leave it unset, or name a bucket in {side}.Bucket: an access-point ARN names a host at AWS");
        }

        if (location.ForcePathStyle == true)
        {
            problems.Add(side + ".ForcePathStyle", "true", $"leave it unset, or name a bucket in {side}.Bucket: an access point is in the host name");
        }
    }

    private static void ValidatePrefix(string side, string? prefix, OptionProblems problems)
    {
        var path = side + ".Prefix";
        if (prefix is null)
        {
            problems.Add(path, "null", "set it to an empty text for no prefix");
            return;
        }

        try
        {
            var bytes = _strictUtf8.GetByteCount(prefix);
            if (bytes > OptionLimits.MaxKeyBytes)
            {
                problems.Add(path, $"{OptionText.Number(bytes)} bytes long ({OptionText.Quote(prefix)})",
                    $"set no more than {OptionText.Number(OptionLimits.MaxKeyBytes)} bytes, the length of a whole key");
            }
        }
        catch (EncoderFallbackException)
        {
            problems.Add(path, OptionText.Quote(prefix), "set text without half a surrogate pair: it has no UTF-8 form, so no key begins with it");
        }
    }

    private static void ValidateServiceUrl(string side, Uri? address, OptionProblems problems)
    {
        const string Advice = "set an absolute http or https address without user information, query and fragment, such as https://s3.example.org:9000";
        if (address is not null && !(address.IsAbsoluteUri
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            && address is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 }))
        {
            problems.Add(side + ".ServiceUrl", OptionText.Address(address), Advice);
        }
    }
}
