using System.Net;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Direct;
using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.Parsing;

/// <summary>One page of 1,000 keys from its bytes to the same records; numbers are per key.</summary>
[MemoryDiagnoser]
public class ListingParserBenchmarks : IDisposable
{
    private readonly HttpResponseMessage response = new(HttpStatusCode.OK);
    private byte[] xml = [];

    [Params(ListedKeys.Plain, ListedKeys.PercentEncoded, ListedKeys.Entities)]
    public ListedKeys Keys { get; set; }

    [GlobalSetup]
    public void Write()
    {
        var page = ListingPage.Create(Keys);
        xml = page.Xml;
        page.Check(nameof(XmlReader), (ObjectPage)XmlReader());
        page.Check(nameof(AwsSdk), (ObjectPage)AwsSdk());
        page.Check(nameof(Lean), (ObjectPage)Lean());
    }

    [GlobalCleanup]
    public void Dispose()
    {
        response.Dispose();
        GC.SuppressFinalize(this);
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = ListingPage.Count)]
    public object XmlReader() => XmlReaderListing.Read(xml);

    [Benchmark(OperationsPerInvoke = ListingPage.Count)]
    public object AwsSdk() => SdkListing.Read(xml);

    [Benchmark(OperationsPerInvoke = ListingPage.Count)]
    public object Lean() => ListingAnswer.Read(new DirectAnswer(response, xml)).Value;
}
