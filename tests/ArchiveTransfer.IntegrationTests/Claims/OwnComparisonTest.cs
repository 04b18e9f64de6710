using ArchiveTransfer.ClaimScenarios.Measuring;
using ArchiveTransfer.QuickStart;
using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.Claims;

/// <summary>A store to compare on, and what must be true of it afterwards.</summary>
public abstract class OwnComparisonTest : ConfiguredTest
{
    private protected static readonly string[] Writes =
        ["PutObject", "CopyObject", "CreateMultipartUpload", "UploadPart", "UploadPartCopy", "CompleteMultipartUpload", "AbortMultipartUpload", "DeleteObject", "DeleteObjects"];

    /// <summary>One round of each way beside the one to warm up, for tests of what is said and left behind, and not of what is measured: in processes of their own rounds compile for longer than they copy.</summary>
    private protected Task<QuickStartOutcome> CompareAsync(params string[] arguments)
    {
        Store.Environment[CaseHere.Variable] = "1";
        return Store.RunAsync(["--compare", "--yes", "--rounds", "1", .. arguments]);
    }

    private protected void Put(int count, int size)
    {
        for (int i = 0; i < count; i++)
        {
            Store.Source.Put($"2025/two/{i:D4}.zip", new byte[size]);
        }
    }

    /// <summary>The one prefix that anything was written to.</summary>
    private protected string Prefix()
    {
        string key = Store.Requests.First(static request => request.Operation == "PutObject").Key!;
        return key[..(key.LastIndexOf('/') + 1)];
    }

    private protected void AssertClean(QuickStartOutcome outcome, string destinationPrefix, params string[] kept)
    {
        Assert.True(kept.SequenceEqual(Store.Destination.Keys), $"{string.Join(", ", Store.Destination.Keys)} {outcome.Output} {outcome.Errors}");
        Assert.Equal(0, Store.Destination.OpenUploads);
        string prefix = Prefix();
        Assert.Matches($"^{destinationPrefix}archivetransfer-compare-[0-9a-f]{{32}}/$", prefix);
        S3RequestRecord[] writes = [.. Store.Requests.Where(static request => Writes.Contains(request.Operation))];
        Assert.All(writes, write => Assert.True(write.Bucket == "lake" && write.Key!.StartsWith(prefix, StringComparison.Ordinal), $"{write.Operation} {write.RawTarget}"));
        Assert.All(writes.Select(static write => write.Key!).Distinct(), key => Assert.Empty(Store.Destination.Versions(key)));
    }

    private protected static Dictionary<string, string> Verdicts(QuickStartOutcome outcome) => outcome.Json().GetProperty("verdicts").EnumerateArray().ToDictionary(
        static verdict => verdict.GetProperty("promise").GetString()!,
        static verdict => verdict.GetProperty("verdict").GetString()!.Replace("_", "", StringComparison.Ordinal).ToLowerInvariant());
}
