using System.Globalization;
using System.Text;
using ArchiveTransfer.ObjectStorage.Sdk;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public abstract class PlaneListingTests : PlaneTest
{
    private protected PlaneListingTests(PlaneKind kind)
        : base(kind)
    {
    }

    private static readonly string[] Keys = ["a b", "a+b", "a%20b", "a%2Bb", "a\u0001b", "😀", "é", "a/b//c", "/x", "漢\uFF5E", "<&>\"'"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Keys_of_both_dialects_are_decoded(bool asAws)
    {
        var contents = string.Concat(Keys.Select((key, i) => Entry(asAws ? Aws(key) : Uri.EscapeDataString(key), i)));
        await using var plane = Start(_ => Page($"<EncodingType>url</EncodingType>{contents}<IsTruncated>false</IsTruncated>"));
        var page = (await plane.Store.ListAsync(new("bucket", "pre fix/", "after+me", MaxKeys: 7), Token)).Value;

        Assert.Equal(Keys, page.Objects.Select(item => item.Key));
        Assert.Null(page.NextToken);
        Assert.Equal(new ListedObject("a+b", 1, "e1", new DateTimeOffset(2026, 1, 2, 3, 4, 5, 678, TimeSpan.Zero), "STANDARD"), page.Objects[1]);
        Assert.Equal(TimeSpan.Zero, page.Objects[1].LastModified!.Value.Offset);
        var query = plane.Sent.Query.Split('&');
        Assert.Contains("encoding-type=url", query);
        Assert.Contains("prefix=pre%20fix%2F", query);
        Assert.Contains("start-after=after%2Bme", query);
        Assert.Contains("max-keys=7", query);
        Assert.True(SignatureV4.Fits(plane.Sent));
    }

    [Theory]
    [InlineData("<EncodingType>url</EncodingType>", "")]
    [InlineData("", "<EncodingType>url</EncodingType>")]
    [InlineData("", "")]
    public async Task A_long_page_is_read_whole_wherever_its_pieces_end(string before, string after)
    {
        for (var seed = 0; seed < 6; seed++)
        {
            // Texts that look as markup does are what a piece may end in.
            var random = new Random(seed);
            var isEncoded = before.Length + after.Length > 0;
            var keys = Enumerable.Range(0, 1_000)
                .Select(i => $"{i:D4}" + (random.Next(4) == 0 ? "</Contents> é" : "") + new string('x', random.Next(300)))
                .ToList();
            var contents = string.Concat(keys.Select((key, i) => Entry(isEncoded ? Uri.EscapeDataString(key) : System.Security.SecurityElement.Escape(key), i)));
            await using var plane = Start(_ => Page($"{before}{contents}<CommonPrefixes><Prefix>p%2F</Prefix></CommonPrefixes>{after}<IsTruncated>false</IsTruncated>"));
            var page = (await plane.Store.ListAsync(new("bucket", ""), Token)).Value;
            Assert.Equal(keys, page.Objects.Select(item => item.Key));
            Assert.Equal([isEncoded ? "p/" : "p%2F"], page.CommonPrefixes);
        }
    }

    [Fact]
    public async Task A_page_that_ends_in_the_middle_is_an_error_however_long_it_is()
    {
        var contents = string.Concat(Enumerable.Range(0, 1_000).Select(i => Entry($"{i:D4}", i)));
        await using var plane = Start(_ => ScriptedAnswer.Of(200, $"<ListBucketResult><IsTruncated>false</IsTruncated>{contents}"));
        var error = (await plane.Store.ListAsync(new("bucket", ""), Token)).Error!;
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.UnreadableAnswer), (error.Kind, error.Code));
    }

    [Fact]
    public async Task A_store_that_does_not_encode_is_not_decoded()
    {
        await using var plane = Start(_ => Page(Entry("a+b%20c", 0) + "<IsTruncated>false</IsTruncated>"));
        Assert.Equal("a+b%20c", Assert.Single((await plane.Store.ListAsync(new("bucket", ""), Token)).Value.Objects).Key);
    }

    [Fact]
    public async Task The_token_goes_on_and_wins_over_the_start()
    {
        await using var plane = Start(_ => Page("<IsTruncated>true</IsTruncated><NextContinuationToken>t+/=2</NextContinuationToken>"));
        Assert.Equal("t+/=2", (await plane.Store.ListAsync(new("bucket", ""), Token)).Value.NextToken);
        await plane.Store.ListAsync(new("bucket", "", "start", "t+/=2"), Token);
        Assert.Contains("continuation-token=t%2B%2F%3D2", plane.Sent.Query, StringComparison.Ordinal);
        Assert.DoesNotContain("start-after", plane.Sent.Query, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<IsTruncated>true</IsTruncated>")]
    [InlineData("<EncodingType>url</EncodingType><Contents><Key>a%2</Key><Size>1</Size></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<EncodingType>url</EncodingType><Contents><Key>a%FF</Key><Size>1</Size></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<Contents><Size>1</Size></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<Contents><Key>a</Key></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<Contents><Key>a</Key><Size>x</Size></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<Contents><Key>a\u0001</Key><Size>1</Size></Contents><IsTruncated>false</IsTruncated>")]
    [InlineData("<Contents><Key>a</Key><Size>1</Size><LastModified>yesterday</LastModified></Contents><IsTruncated>false</IsTruncated>")]
    public async Task A_page_that_cannot_be_trusted_is_an_error_that_may_pass(string inner)
    {
        await using var plane = Start(_ => Page(inner));
        var error = (await plane.Store.ListAsync(new("bucket", ""), Token)).Error!;
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.UnreadableAnswer), (error.Kind, error.Code));
    }

    [Fact]
    public async Task An_empty_200_is_not_an_empty_bucket()
    {
        await using var plane = Start(_ => ScriptedAnswer.Of(200));
        var error = (await plane.Store.ListAsync(new("bucket", ""), Token)).Error!;
        Assert.Equal((StoreErrorKind.Transient, StoreErrorCodes.EmptyAnswer), (error.Kind, error.Code));
    }

    [Fact]
    public void Any_key_survives_the_encoding_of_a_listing() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), text =>
        {
            var key = new string(text.Get.EnumerateRunes().SelectMany(rune => rune.ToString()).ToArray());
            return ListingKeys.TryDecode(Aws(key), out var aws) && aws == key && ListingKeys.TryDecode(Uri.EscapeDataString(key), out var rgw) && rgw == key;
        }).QuickCheckThrowOnFailure();

    /// <summary>Form style, slashes kept.</summary>
    private static string Aws(string key) => Uri.EscapeDataString(key).Replace("%20", "+", StringComparison.Ordinal).Replace("%2F", "/", StringComparison.Ordinal);

    private static string Entry(string key, int size) => string.Create(
        CultureInfo.InvariantCulture,
        $"<Contents><Key>{key}</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified><ETag>&quot;e{size}&quot;</ETag><Size>{size}</Size><StorageClass>STANDARD</StorageClass></Contents>");

    private static ScriptedAnswer Page(string inner) =>
        ScriptedAnswer.Of(200, new StringBuilder("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Name>bucket</Name>").Append(inner).Append("</ListBucketResult>").ToString());
}
