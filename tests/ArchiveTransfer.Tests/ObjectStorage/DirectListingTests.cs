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
}
