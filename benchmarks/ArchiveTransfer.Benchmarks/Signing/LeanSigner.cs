using Amazon.Runtime;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Direct;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.Benchmarks.Signing;

/// <summary>The library's signer, driven as its requests drive it: headers and target are put together, then signed.</summary>
internal sealed class LeanSigner(CopyToSign copy)
{
    private readonly DirectIdentity identity = new(new SideCredentials(StoreSide.Destination, new GivenCredentials(new AnonymousAWSCredentials())));

    public string Sign(DateTime now)
    {
        RequestDraft draft = RequestDraft.Begin();
        var target = new TextBuffer(stackalloc char[512]);
        try
        {
            foreach (SignedHeader header in copy.Headers)
            {
                draft.Add(header.Name, header.Value);
            }

            int query = draft.WriteTarget(ref target, "/" + CopyToSign.Bucket, CopyToSign.Key);
            SigningTime time = SigningTime.At(now);
            SigningKey key = identity.KeyFor(copy.Credentials, time, CopyToSign.Region);
            draft.Add("host", CopyToSign.Host);
            draft.Add("x-amz-date", time.Text);
            draft.Add("x-amz-content-sha256", PayloadHash.Empty);
            draft.Add("x-amz-security-token", copy.Credentials.UseToken ? copy.Credentials.Token : null);
            return RequestSigner.Sign(key, time.Text, CopyToSign.Method, target.Written[..query], target.Written[query..], draft.Headers, PayloadHash.Empty, default);
        }
        finally
        {
            target.Clear();
            draft.End();
        }
    }
}
