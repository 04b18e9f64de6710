using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Auth;
using Amazon.Runtime.Internal.Util;
using Amazon.S3;
using Amazon.S3.Model;
using ArchiveTransfer.ObjectStorage.Direct;

namespace ArchiveTransfer.Benchmarks.Signing;

/// <summary>The signer of the AWS SDK, its request made once: only what it does for each signature is in here.</summary>
internal sealed class SdkSigner
{
    private readonly AWS4Signer signer = new();
    private readonly AmazonS3Config config = new() { ServiceURL = "https://" + CopyToSign.Host, AuthenticationRegion = CopyToSign.Region, AuthenticationServiceName = "s3" };
    private readonly DefaultRequest request;
    private readonly CopyToSign copy;

    public SdkSigner(CopyToSign copy)
    {
        this.copy = copy;
        request = new DefaultRequest(new CopyObjectRequest(), "AmazonS3")
        {
            HttpMethod = CopyToSign.Method,
            Endpoint = new Uri("https://" + CopyToSign.Host),
            ResourcePath = $"/{CopyToSign.Bucket}/{{Key+}}",
            UseDoubleEncoding = false,
            DeterminedSigningRegion = CopyToSign.Region,
            Content = [],
        };
        request.AddPathResource("{Key+}", CopyToSign.Key);
        foreach (SignedHeader header in copy.Headers)
        {
            request.Headers[header.Name] = header.Value;
        }

        if (copy.Credentials.UseToken)
        {
            request.Headers["x-amz-security-token"] = copy.Credentials.Token;
        }
    }

    public string Sign(DateTime now) => signer.SignRequest(request, config, new RequestMetrics(), copy.Credentials.AccessKey, copy.Credentials.SecretKey, now).ForAuthorizationHeader;
}
