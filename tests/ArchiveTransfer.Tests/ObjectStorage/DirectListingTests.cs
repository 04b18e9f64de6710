using System.Text;
using Xunit;

namespace ArchiveTransfer.ObjectStorage;

public sealed class DirectListingTests() : PlaneListingTests(PlaneKind.Direct)
{
    [Fact]
    public async Task A_long_page_whose_texts_look_like_markup_is_read_whole_wherever_its_pieces_end()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var random = new Random(seed);
            string[] keys = [.. Enumerable.Range(0, 1_000).Select(i => $"{i:D4}</Contents><Contents>" + new string('x', random.Next(300)))];
            var inner = new StringBuilder();
            foreach (var key in keys)
            {
                inner.Append("<CommonPrefixes><Prefix><![CDATA[").Append(key).Append("]]></Prefix></CommonPrefixes>")
                    .Append("<Contents><Size>1</Size><!-- </Contents> --><Key><![CDATA[").Append(key).Append("]]></Key></Contents>");
            }

            await using var plane = Start(_ => ScriptedAnswer.Of(200, $"\n<?xml version=\"1.0\"?><ListBucketResult><Name>bucket</Name>{inner}<IsTruncated>false</IsTruncated></ListBucketResult>"));
            var page = (await plane.Store.ListAsync(new("bucket", ""), TestContext.Current.CancellationToken)).Value;
            Assert.Equal(keys, page.Objects.Select(item => item.Key));
            Assert.Equal(keys, page.CommonPrefixes);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Texts_are_decoded_once_wherever_the_store_says_that_they_are_encoded(int position)
    {
        string[] keys = ["a+b", "50%", "a%2Bb"];
        var parts = keys.Select(key => $"<Contents><Key>{Uri.EscapeDataString(key)}</Key><Size>1</Size></Contents>").ToList();
        parts.Insert(position, "<EncodingType>url</EncodingType>");
        await using var plane = Start(_ => ScriptedAnswer.Of(200, $"<ListBucketResult>{string.Concat(parts)}<CommonPrefixes><Prefix>p%252F</Prefix></CommonPrefixes><IsTruncated>false</IsTruncated></ListBucketResult>"));
        var page = (await plane.Store.ListAsync(new("bucket", ""), TestContext.Current.CancellationToken)).Value;
        Assert.Equal(keys, page.Objects.Select(item => item.Key));
        Assert.Equal(["p%2F"], page.CommonPrefixes);
    }

    [Fact]
    public async Task A_page_of_more_entries_than_any_store_sends_is_refused()
    {
        var contents = string.Concat(Enumerable.Range(0, 60_000).Select(i => $"<Contents><Key>{i:D6}</Key><Size>1</Size></Contents>"));
        await using var plane = Start(_ => ScriptedAnswer.Of(200, $"<ListBucketResult>{contents}<IsTruncated>false</IsTruncated></ListBucketResult>"));
        var error = (await plane.Store.ListAsync(new("bucket", ""), TestContext.Current.CancellationToken)).Error!;
        Assert.Equal(StoreErrorCodes.UnreadableAnswer, error.Code);
        Assert.Contains("50000 entries", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_cannot_be_used_ends_the_reading_although_more_is_to_come()
    {
        var contents = string.Concat(Enumerable.Repeat("<Contents/>", 100_000));
        await using var plane = Start(_ => ScriptedAnswer.Of(200, $"<ListBucketResult><Name>b</Name>{contents}"));
        var error = (await plane.Store.ListAsync(new("bucket", ""), TestContext.Current.CancellationToken)).Error!;
        Assert.Equal(StoreErrorCodes.UnreadableAnswer, error.Code);
        Assert.Contains("without a key", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_root_with_a_long_tag_is_read_as_a_whole()
    {
        string[] keys = [.. Enumerable.Range(0, 1_000).Select(i => $"{i:D4}" + new string('x', 50))];
        var contents = string.Concat(keys.Select(key => $"<Contents><Key>{key}</Key><Size>1</Size></Contents>"));
        await using var plane = Start(_ => ScriptedAnswer.Of(200, $"<ListBucketResult a=\"{new string('y', 20_000)}\">{contents}<IsTruncated>false</IsTruncated></ListBucketResult>"));
        var page = (await plane.Store.ListAsync(new("bucket", ""), TestContext.Current.CancellationToken)).Value;
        Assert.Equal(keys, page.Objects.Select(item => item.Key));
    }
}
