using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using ArchiveTransfer.Testing;
using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Signing;
using ArchiveTransfer.Testing.Storage;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Xunit;

namespace ArchiveTransfer.Simulator;

/// <summary>The verifier beside the plainest signing that the documentation allows: any request is accepted, and none with one difference.</summary>
public sealed class SignaturePropertyTests
{
    private const string Payload = "UNSIGNED-PAYLOAD";
    private const string Timestamp = "20240301T120000Z";
    private const string Scope = "20240301/us-east-1/s3/aws4_request";

    private static readonly Store _store = new(new S3SimulatorOptions { TimeProvider = new ManualClock() });
    private static readonly SignatureVerifier _verifier = new(_store);

    private static readonly Gen<char> _unit = Gen.Frequency(
        (6, Gen.Elements("abcXYZ019-._~".ToCharArray())),
        (3, Gen.Elements(" +%/=&?#;:,'\"()*!@$[]\\^`{|}<>".ToCharArray())),
        (1, Gen.Elements('ü', 'ß', '€', '\u3042', '\t', '\u007f')));

    private static readonly Gen<string> _text = Gen.ListOf(_unit).Select(static units => string.Concat(units));

    /// <summary>What Kestrel hands over: Latin-1, with blanks wherever they are.</summary>
    private static readonly Gen<string> _headerValue = Gen.ListOf(Gen.Elements("ab  \u00e4, =;\"".ToCharArray())).Select(static units => string.Concat(units));

    private static readonly Gen<SignedRequest> _requests =
        from method in Gen.Elements("GET", "PUT", "POST", "DELETE", "HEAD")
        from key in _text
        from parameters in Gen.ListOf(Gen.Zip(_text, _text))
        from headers in Gen.ListOf(Gen.Zip(Gen.Choose(0, 5), Gen.NonEmptyListOf(_headerValue)))
        from dialect in Gen.Choose(0, 3)
        select new SignedRequest(
            method,
            "k" + key,
            [.. parameters.Where(static parameter => parameter.Item1.Length > 0 && !parameter.Item1.StartsWith("X-Amz", StringComparison.Ordinal))],
            [.. headers.DistinctBy(static header => header.Item1).Select(static header => ($"x-amz-meta-{header.Item1}", header.Item2.ToArray()))],
            dialect);

    [Fact]
    public void Any_request_signed_by_the_book_is_accepted() =>
        Prop.ForAll(_requests.ToArbitrary(), static request => Verify(request, request) is { Identity.AccessKey: "SIMOWNER" }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void The_canonical_request_is_that_of_the_book() => Prop.ForAll(_requests.ToArbitrary(), static request =>
    {
        var http = Create(request, "");
        return CanonicalRequest.Build(request.Method, RequestTarget.Parse(request.Target), http.Request.Headers, request.SignedHeaders, Payload) == request.Canonical();
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000));

    [Fact]
    public void No_request_that_differs_from_the_signed_one_is_accepted() => Prop.ForAll(_requests.ToArbitrary(), Gen.Choose(0, 4).ToArbitrary(), static (signed, difference) =>
    {
        var sent = difference switch
        {
            0 => signed with { Key = signed.Key + "x" },
            1 => signed with { Parameters = [.. signed.Parameters, ("zz", "")] },
            2 when signed.Headers.Length > 0 => signed with { Headers = [.. signed.Headers[1..], (signed.Headers[0].Name, [.. signed.Headers[0].Values, "x"])] },
            3 when signed.Parameters.Length > 0 => signed with { Parameters = [(signed.Parameters[0].Name, signed.Parameters[0].Value + "0"), .. signed.Parameters[1..]] },
            _ => signed with { Method = signed.Method == "PUT" ? "POST" : "PUT" },
        };
        return Assert.Throws<S3Refusal>(() => Verify(sent, signed)).Code == "SignatureDoesNotMatch";
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000));

    [Fact]
    public void Hashes_are_those_of_the_platform_over_the_bytes_that_were_sent() => Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), static bytes =>
    {
        var text = Encoding.Latin1.GetString(bytes);
        return Hmac.Sha256(text) == RawClient.Hex(SHA256.HashData(bytes)) && Hmac.Sign([1, 2, 3], text) == RawClient.Hex(HMACSHA256.HashData((byte[])[1, 2, 3], bytes));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Encoding_is_that_of_a_URI_component() => Prop.ForAll(_text.ToArbitrary(), static text =>
        PercentEncoding.Encode(text) == Uri.EscapeDataString(text)
        && PercentEncoding.Encode(text, kept: "/") == Uri.EscapeDataString(text).Replace("%2F", "/", StringComparison.Ordinal)
        && PercentEncoding.Decode(PercentEncoding.Encode(text)) == text).QuickCheckThrowOnFailure();

    private static Authentication Verify(SignedRequest sent, SignedRequest signed) =>
        _verifier.Verify(Create(sent, signed.Sign(_store.Owner)).Request, RequestTarget.Parse(sent.Target), "us-east-1");

    private static DefaultHttpContext Create(SignedRequest request, string authorization)
    {
        var http = new DefaultHttpContext();
        http.Request.Method = request.Method;
        foreach (var (name, values) in request.AllHeaders)
        {
            http.Request.Headers[name] = new StringValues(values);
        }

        http.Request.Headers.Authorization = authorization;
        return http;
    }

    /// <param name="Dialect">How the client writes what it encodes: a bit each for small hexadecimal digits and for plus in place of a blank.</param>
    private sealed record SignedRequest(string Method, string Key, (string Name, string Value)[] Parameters, (string Name, string[] Values)[] Headers, int Dialect)
    {
        public string Target => "/bucket/" + Write(Key) + (Parameters.Length == 0 ? "" : "?") + string.Join('&', Parameters.Select(parameter => $"{WriteQuery(parameter.Name)}={WriteQuery(parameter.Value)}"));

        public IEnumerable<(string Name, string[] Values)> AllHeaders =>
            [.. Headers, ("host", ["localhost"]), ("x-amz-content-sha256", [Payload]), ("x-amz-date", [Timestamp])];

        public string[] SignedHeaders => [.. AllHeaders.Select(static header => header.Name).Order(StringComparer.Ordinal)];

        public string Canonical()
        {
            var query = string.Join('&', Parameters
                .Select(static parameter => (Name: Uri.EscapeDataString(parameter.Name), Value: Uri.EscapeDataString(parameter.Value)))
                .OrderBy(static parameter => parameter.Name, StringComparer.Ordinal)
                .ThenBy(static parameter => parameter.Value, StringComparer.Ordinal)
                .Select(static parameter => $"{parameter.Name}={parameter.Value}"));
            var headers = string.Concat(AllHeaders
                .OrderBy(static header => header.Name, StringComparer.Ordinal)
                .Select(static header => $"{header.Name}:{string.Join(',', header.Values.Select(static value => Regex.Replace(value.Trim(' '), " +", " ")))}\n"));
            return $"{Method}\n/bucket/{Write(Key)}\n{query}\n{headers}\n{string.Join(';', SignedHeaders)}\n{Payload}";
        }

        public string Sign(S3Identity identity)
        {
            byte[] key = Encoding.UTF8.GetBytes("AWS4" + identity.SecretKey);
            foreach (var part in Scope.Split('/'))
            {
                key = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(part));
            }

            var stringToSign = $"AWS4-HMAC-SHA256\n{Timestamp}\n{Scope}\n{RawClient.Sha256(Encoding.Latin1.GetBytes(Canonical()))}";
            var signature = RawClient.Hex(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(stringToSign)));
            return string.Create(
                CultureInfo.InvariantCulture,
                $"AWS4-HMAC-SHA256 Credential={identity.AccessKey}/{Scope}, SignedHeaders={string.Join(';', SignedHeaders)}, Signature={signature}");
        }

        private string Write(string text)
        {
            var encoded = Uri.EscapeDataString(text);
            return (Dialect & 1) == 0 ? encoded : Regex.Replace(encoded, "%[0-9A-F]{2}", static escape => escape.Value.ToLowerInvariant());
        }

        private string WriteQuery(string text) => (Dialect & 2) == 0 ? Write(text) : Write(text).Replace("%20", "+", StringComparison.Ordinal);
    }
}
