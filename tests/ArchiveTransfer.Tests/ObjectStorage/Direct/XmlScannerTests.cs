using System.Text;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer.ObjectStorage.Direct;

public sealed class XmlScannerTests
{
    [Theory]
    [InlineData("<R><A>x</A></R>", "x")]
    [InlineData(" \r\n <?xml version=\"1.0\"?><!-- c > <A> --><R xmlns=\"u\"><B><A>no</A></B><A>x</A></R> \n", "x")]
    [InlineData("\uFEFF<R><A>x</A></R>", "x")]
    [InlineData("<n:R xmlns:n='u'><n:A a='>' b=\"/>\">x</n:A ></n:R>", "x")]
    [InlineData("<R><A>&lt;&#x41;&#66;&amp;&quot;&apos;&gt;&#x1F600;</A></R>", "<AB&\"'>😀")]
    [InlineData("<R><A>a<![CDATA[<b>&amp;]]>c<!-- d --><?e f?></A></R>", "a<b>&amp;c")]
    [InlineData("<R><B/><A>x</A><C a='1'/></R>", "x")]
    public void Text_is_found_as_it_is_meant(string xml, string text) => Assert.Equal(text, WrittenAnswer.Find(Encoding.UTF8.GetBytes(xml), "A"u8));

    [Theory]
    [InlineData("<R/>")]
    [InlineData("<R></R>")]
    [InlineData("<R><A/></R>")]
    [InlineData("<R><A></A></R>")]
    [InlineData("")]
    [InlineData(" \n")]
    public void What_is_not_there_is_not_found(string xml) => Assert.Null(WrittenAnswer.Find(Encoding.UTF8.GetBytes(xml), "A"u8));

    [Theory]
    [InlineData("no XML")]
    [InlineData("<R>")]
    [InlineData("<R><A>x</A>")]
    [InlineData("<R><A>x</B></R>")]
    [InlineData("<R><A>x</R></A>")]
    [InlineData("<R><A>x</A></R><R/>")]
    [InlineData("<R><A>x</A></R>more")]
    [InlineData("<R></R></R>")]
    [InlineData("<R><A>&none;</A></R>")]
    [InlineData("<R><A>&#xD800;</A></R>")]
    [InlineData("<R><A>& </A></R>")]
    [InlineData("<R><A><B>x</B></A></R>")]
    [InlineData("<!DOCTYPE R [<!ENTITY a \"b\">]><R><A>&a;</A></R>")]
    [InlineData("<R><A a=\"x</A></R>")]
    [InlineData("<R><!-- <A>x</A></R>")]
    public void What_is_no_whole_document_is_refused(string xml) => Assert.Throws<InvalidDataException>(() => WrittenAnswer.Find(Encoding.UTF8.GetBytes(xml), "A"u8));

    [Fact]
    public void Elements_nest_only_so_deep() =>
        Assert.Throws<InvalidDataException>(() => WrittenAnswer.Find(Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("<a>", 100_000))), "A"u8));

    [Fact]
    public void An_answer_cut_anywhere_proves_nothing()
    {
        var xml = "<?xml version=\"1.0\"?><CopyObjectResult xmlns=\"u\"><LastModified>2026-01-01T00:00:00.000Z</LastModified><ETag>&quot;e&quot;</ETag></CopyObjectResult>"u8;
        for (var length = 1; length < xml.Length; length++)
        {
            var cut = xml[..length].ToArray();
            Assert.Throws<InvalidDataException>(() => WrittenAnswer.Find(cut, "ETag"u8));
        }

        Assert.Equal("\"e\"", WrittenAnswer.Find(xml, "ETag"u8));
    }

    [Fact]
    public void Whatever_a_writer_of_XML_writes_is_read_back()
    {
        var texts = ArbMap.Default.ArbFor<NonEmptyString>().Generator.Select(static any => new string([.. string.Concat(any.Get.EnumerateRunes()).Where(static c => c >= ' ' && c < '\uFFFE')]));
        foreach (var text in texts.Where(static text => text.Trim().Length > 0).Sample(300))
        {
            var xml = new XElement("R", new XElement("B", new XAttribute("a", text), text), new XElement("A", text)).ToString(SaveOptions.DisableFormatting);
            Assert.Equal(text, WrittenAnswer.Find(Encoding.UTF8.GetBytes(xml), "A"u8));
        }
    }
}
