using System.Globalization;
using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Retention and legal hold of versions, and the default of a bucket.</summary>
internal sealed class ObjectLockOperations(Store store, Access access, BodyReader bodies)
{
    private const int DaysPerYear = 365;

    private DateTimeOffset Now => store.Options.TimeProvider.GetUtcNow();

    /// <summary>Only the owner may pass a governance retention, and only by saying so.</summary>
    public static bool BypassesGovernance(S3Request request, S3Bucket bucket)
    {
        const string Name = "x-amz-bypass-governance-retention";
        if (request.Header(Name) is not { } header)
        {
            return false;
        }

        return bucket.HasObjectLock
            ? header.Equals("true", StringComparison.OrdinalIgnoreCase) && bucket.Owner.AccessKey == request.Identity?.AccessKey
            : throw S3Refusal.InvalidArgument("x-amz-bypass-governance-retention is only applicable to Object Lock enabled buckets.", Name, header);
    }

    public S3Answer GetConfiguration(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        if (!bucket.HasObjectLock)
        {
            throw new S3Refusal(404, "ObjectLockConfigurationNotFoundError", "Object Lock configuration does not exist for this bucket").With("BucketName", bucket.Name);
        }

        var xml = new XmlText().Root("ObjectLockConfiguration").Element("ObjectLockEnabled", "Enabled");
        if (bucket.DefaultRetention is { } period)
        {
            xml.Open("Rule").Open("DefaultRetention")
                .Element("Mode", bucket.DefaultRetentionMode)
                .Element("Days", (long)Math.Ceiling(period.TotalDays))
                .Close("DefaultRetention").Close("Rule");
        }

        return S3Answer.Ok(xml.Close("ObjectLockConfiguration").ToString());
    }

    public async Task<S3Answer> PutConfigurationAsync(S3Request request)
    {
        var bucket = access.Owned(request);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        if (Child(root, "ObjectLockEnabled")?.Value != "Enabled")
        {
            throw S3Refusal.MalformedXml();
        }

        if (!bucket.HasObjectLock && !bucket.IsVersioned)
        {
            throw new S3Refusal(409, "InvalidBucketState", "Versioning must be 'Enabled' on the bucket to apply a Object Lock configuration");
        }

        var rule = Child(root, "Rule") is { } found ? Child(found, "DefaultRetention") ?? throw S3Refusal.MalformedXml() : null;
        var mode = rule is null ? null : Mode(rule);
        TimeSpan? period = rule is null ? null : TimeSpan.FromDays(Days(rule));
        bucket.HasObjectLock = true;
        bucket.DefaultRetentionMode = mode ?? bucket.DefaultRetentionMode;
        bucket.DefaultRetention = period;
        return new S3Answer();
    }

    public S3Answer GetRetention(S3Request request)
    {
        var found = Find(request);
        if (found is not { Mode: { } mode, RetainUntil: { } until })
        {
            throw NoConfiguration();
        }

        return S3Answer.Ok(new XmlText().Root("Retention").Element("Mode", mode).Element("RetainUntilDate", until).Close("Retention").ToString());
    }

    public async Task<S3Answer> PutRetentionAsync(S3Request request)
    {
        var bucket = Bucket(request, S3Rights.Write);
        var bypasses = BypassesGovernance(request, bucket);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var date = Child(root, "RetainUntilDate")?.Value;
        if (date is null != Child(root, "Mode") is null)
        {
            throw S3Refusal.MalformedXml();
        }

        var wanted = date is null ? new ObjectLock() : new ObjectLock(Mode(root), ObjectLockHeaders.Date(date.Trim()) ?? throw S3Refusal.MalformedXml());
        ObjectLockHeaders.RequireFuture(wanted.RetainUntil, Now);
        access.Update(request, bucket, metadata =>
        {
            var current = metadata.Lock ?? new ObjectLock();
            return current.AllowsRetention(wanted, Now, bypasses)
                ? metadata with { Lock = current with { Mode = wanted.Mode, RetainUntil = wanted.RetainUntil } }
                : throw Protected();
        });
        return new S3Answer();
    }

    public S3Answer GetLegalHold(S3Request request) => Find(request)?.HasLegalHold is { } hold
        ? S3Answer.Ok(new XmlText().Root("LegalHold").Element("Status", hold ? "ON" : "OFF").Close("LegalHold").ToString())
        : throw NoConfiguration();

    public async Task<S3Answer> PutLegalHoldAsync(S3Request request)
    {
        var bucket = Bucket(request, S3Rights.Write);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        var hold = Child(root, "Status")?.Value.Trim() switch
        {
            "ON" => true,
            "OFF" => false,
            _ => throw S3Refusal.MalformedXml(),
        };
        access.Update(request, bucket, metadata => metadata with { Lock = (metadata.Lock ?? new ObjectLock()) with { HasLegalHold = hold } });
        return new S3Answer();
    }

    public static S3Refusal Protected() => S3Refusal.AccessDenied("Access Denied because object protected by object lock.");

    private static S3Refusal NoConfiguration() => new(404, "NoSuchObjectLockConfiguration", "The specified object does not have a ObjectLock configuration");

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string Mode(XElement parent) => Child(parent, "Mode")?.Value.Trim() is (ObjectLock.Governance or ObjectLock.Compliance) and var mode
        ? mode
        : throw S3Refusal.MalformedXml();

    private static int Days(XElement rule)
    {
        var (days, years) = (Child(rule, "Days"), Child(rule, "Years"));
        if (days is null == years is null || !int.TryParse((days ?? years)!.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            throw S3Refusal.MalformedXml();
        }

        if (number < 1)
        {
            throw S3Refusal.InvalidArgument("Default retention period must be a positive integer value.");
        }

        return number <= 100 * (days is null ? 1 : DaysPerYear)
            ? number * (days is null ? DaysPerYear : 1)
            : throw S3Refusal.InvalidArgument("Default retention period too large.");
    }

    private ObjectLock? Find(S3Request request) => access.ForReading(request, Bucket(request, S3Rights.None)).Metadata.Lock;

    private S3Bucket Bucket(S3Request request, S3Rights needed)
    {
        var bucket = access.Bucket(request, needed);
        return bucket.HasObjectLock ? bucket : throw S3Refusal.InvalidRequest("Bucket is missing Object Lock Configuration");
    }
}
