using System.Xml.Linq;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Storage;

namespace ArchiveTransfer.Testing.Operations;

/// <summary>Switches versions on, suspends them, and tells.</summary>
internal sealed class VersioningOperations(Access access, BodyReader bodies)
{
    public S3Answer Get(S3Request request)
    {
        var bucket = access.Bucket(request, S3Rights.List);
        var xml = new XmlText().Root("VersioningConfiguration");
        if (bucket.Contents.Versioning is not Versioning.None and var versioning)
        {
            xml.Element("Status", versioning == Versioning.Enabled ? "Enabled" : "Suspended");
        }

        return S3Answer.Ok(xml.Close("VersioningConfiguration").ToString());
    }

    public async Task<S3Answer> PutAsync(S3Request request)
    {
        var bucket = access.Owned(request);
        var root = await bodies.ReceiveXmlAsync(request).ConfigureAwait(false);
        if (Value(root, "MfaDelete") is "Enabled")
        {
            throw S3Refusal.NotImplemented("MFA delete");
        }

        bucket.Contents.Versioning = Value(root, "Status") switch
        {
            "Enabled" => Versioning.Enabled,
            "Suspended" when bucket.HasObjectLock => throw new S3Refusal(409, "InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed."),
            "Suspended" => Versioning.Suspended,
            null => throw new S3Refusal(400, "IllegalVersioningConfigurationException", "The Versioning element must be specified"),
            _ => throw S3Refusal.MalformedXml(),
        };
        return new S3Answer();
    }

    private static string? Value(XElement root, string name) =>
        root.Elements().FirstOrDefault(element => element.Name.LocalName == name)?.Value.Trim();
}
