using System.Buffers;
using System.Globalization;
using Amazon.Runtime;

namespace ArchiveTransfer.ObjectStorage.Direct;

/// <summary>Puts a request together: target, headers, signature. Sent is what was signed, to the byte.</summary>
internal static class RequestComposer
{
    /// <summary>What S3 stores when no type is sent.</summary>
    private const string NoType = "binary/octet-stream";

    private static readonly SearchValues<char> Breaking = SearchValues.Create("\r\n\0");
    private static readonly UriCreationOptions Verbatim = new() { DangerousDisablePathAndQueryCanonicalization = true };
    private static readonly string Agent = $"ArchiveTransfer/{typeof(RequestComposer).Assembly.GetName().Version?.ToString(3)}";

    /// <param name="signer">Null: the request is not signed.</param>
    /// <param name="inexpressible">Name of the header that cannot be sent as it is, where the result is null.</param>
    public static HttpRequestMessage? Compose<TExchange, T>(
        in TExchange exchange,
        ObjectStoreSettings settings,
        DirectEndpoint endpoint,
        ImmutableCredentials? signer,
        DirectIdentity? identity,
        DateTime now,
        BodyContent? body,
        string payload,
        out string? inexpressible)
        where TExchange : struct, IExchange<T>
    {
        RequestDraft draft = RequestDraft.Begin();
        var target = new TextBuffer(stackalloc char[512]);
        HttpRequestMessage? request = null;
        try
        {
            exchange.Write(draft, settings);
            WriteHeaders(draft, exchange.Headers);
            WriteBody(draft, exchange.BodyMd5, body);
            target.Append(endpoint.Origin);
            int path = target.Written.Length;
            int query = draft.WriteTarget(ref target, endpoint.PathPrefix, exchange.Key);
            string? authorization = signer is null ? null : Sign(draft, exchange.Method, endpoint, signer, identity!, now, target.Written, path, query, payload, body);

            request = new HttpRequestMessage(exchange.Method, new Uri(target.Written.ToString(), Verbatim));
            inexpressible = Fill(request, draft, body);
            if (inexpressible is not null)
            {
                request.Dispose();
                return null;
            }

            if (authorization is not null)
            {
                request.Headers.TryAddWithoutValidation("Authorization", authorization);
            }

            request.Headers.TryAddWithoutValidation("User-Agent", Agent);
            return request;
        }
        catch
        {
            request?.Dispose();
            throw;
        }
        finally
        {
            target.Clear();
            draft.End();
        }
    }

    private static string Sign(
        RequestDraft draft,
        HttpMethod method,
        DirectEndpoint endpoint,
        ImmutableCredentials signer,
        DirectIdentity identity,
        DateTime now,
        ReadOnlySpan<char> target,
        int path,
        int query,
        string payload,
        BodyContent? body)
    {
        SigningTime time = SigningTime.At(now);
        SigningKey key = identity.KeyFor(signer, time, endpoint.Region);
        draft.Add("host", endpoint.Host);
        draft.Add("x-amz-date", time.Text);
        draft.Add("x-amz-content-sha256", payload);
        draft.Add("x-amz-security-token", signer.UseToken ? signer.Token : null);
        ReadOnlySpan<char> signedPath = target[path..(query == target.Length ? query : query - 1)];
        var chunks = body as SignedChunksContent;
        chunks?.SignWith(key, time.Text);
        return RequestSigner.Sign(key, time.Text, method.Method, signedPath, target[query..], draft.Headers, payload, chunks is null ? default : chunks.Seed);
    }

    private static void WriteHeaders(RequestDraft draft, ObjectHeaders? headers)
    {
        if (headers is null)
        {
            return;
        }

        draft.Add("content-type", headers.ContentType ?? NoType);
        draft.Add("content-encoding", headers.ContentEncoding);
        draft.Add("content-disposition", headers.ContentDisposition);
        draft.Add("content-language", headers.ContentLanguage);
        draft.Add("cache-control", headers.CacheControl);
        draft.Add("expires", headers.Expires);
        foreach ((string name, string value) in headers.Metadata)
        {
            draft.Add("x-amz-meta-" + name, value);
        }
    }

    private static void WriteBody(RequestDraft draft, string? md5, BodyContent? body)
    {
        draft.Add("content-md5", body is null || md5 is null ? null : Convert.ToBase64String(Convert.FromHexString(md5)));
        if (body is SignedChunksContent chunks)
        {
            draft.Add("content-encoding", "aws-chunked");
            draft.Add("x-amz-decoded-content-length", chunks.DecodedLength.ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <returns>Name of a header that cannot be sent as it is; null: all are in place.</returns>
    private static string? Fill(HttpRequestMessage request, RequestDraft draft, BodyContent? body)
    {
        HttpContent? content = body;
        foreach (ref readonly SignedHeader header in draft.Headers)
        {
            if (header.Name == "host")
            {
                continue;
            }

            if (header.Value.AsSpan().ContainsAny(Breaking))
            {
                return header.Name;
            }

            bool added = IsOfContent(header.Name)
                ? (content ??= new EmptyContent()).Headers.TryAddWithoutValidation(header.Name, header.Value)
                : request.Headers.TryAddWithoutValidation(header.Name, header.Value);
            if (!added)
            {
                return header.Name;
            }
        }

        request.Content = content ?? (request.Method == HttpMethod.Get || request.Method == HttpMethod.Head ? null : EmptyContent.Shared);
        return null;
    }

    private static bool IsOfContent(string name) => name is "content-type" or "content-encoding" or "content-disposition" or "content-language" or "content-md5" or "expires";
}
