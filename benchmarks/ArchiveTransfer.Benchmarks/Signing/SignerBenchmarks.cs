using BenchmarkDotNet.Attributes;

namespace ArchiveTransfer.Benchmarks.Signing;

/// <summary>The Authorization header of one server-side copy, by three signers that write the same one.</summary>
[MemoryDiagnoser]
public class SignerBenchmarks
{
    private readonly TimeProvider time = TimeProvider.System;
    private SdkSigner sdk = null!;
    private StringSigner strings = null!;
    private LeanSigner lean = null!;

    [Params(false, true)]
    public bool SessionToken { get; set; }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    [GlobalSetup]
    public void Open()
    {
        var copy = CopyToSign.Create(SessionToken);
        (sdk, strings, lean) = (new SdkSigner(copy), new StringSigner(copy), new LeanSigner(copy));

        // Twice: what a signer keeps of the first request must not change the second.
        foreach (DateTime at in new[] { Now, Now.AddDays(1) })
        {
            (string theirs, string plain, string ours) = (sdk.Sign(at), strings.Sign(at), lean.Sign(at));
            if (theirs != plain || theirs != ours)
            {
                throw new InvalidOperationException($"Not the same signature:\n{theirs}\n{plain}\n{ours}");
            }
        }
    }

    [Benchmark(Baseline = true)]
    public string AwsSdk() => sdk.Sign(Now);

    [Benchmark]
    public string Strings() => strings.Sign(Now);

    [Benchmark]
    public string Lean() => lean.Sign(Now);
}
