using Xunit;

namespace ArchiveTransfer.Conformance;

/// <summary>
/// The simulator in its profile of Ceph against Ceph itself, where there is one (ARCHIVETRANSFER_RGW), and against what Ceph answered when it was recorded, everywhere.
/// Left out: what a client of plain S3 never meets (Ceph's own headers and elements), the prose and ids of errors, ListBuckets (a shared store lists what others make),
/// access control lists beyond their header, and response-* parameters without a signature, which Ceph answers with broken HTTP.
/// </summary>
public sealed class ConformanceTests(ConformanceFixture stores) : IClassFixture<ConformanceFixture>
{
    public static IEnumerable<TheoryDataRow<string>> Names => ConformanceCases.All.Select(static item => new TheoryDataRow<string>(item.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public async Task The_simulator_answers_as_Ceph_does(string name)
    {
        var item = ConformanceCases.All.Single(candidate => candidate.Name == name);
        var expected = stores.HasCeph ? await stores.AskCephAsync(item) : stores.Recorded[name];
        if (!stores.IsRecording)
        {
            Assert.Equal(stores.Recorded.GetValueOrDefault(name), expected);
        }

        if (KnownDifference.All.SingleOrDefault(difference => difference.Case == name) is { } known)
        {
            expected = known.Translate(expected);
            Assert.True(expected is not null, $"This difference no longer exists: {known.Reason}");
        }

        AssertSame(expected, await stores.AskSimulatorAsync(item));
    }

    [Fact]
    public void Every_case_is_recorded_and_every_recording_has_its_case()
    {
        Assert.SkipWhen(stores.IsRecording, "being recorded");
        Assert.Equal(ConformanceCases.All.Select(static item => item.Name).Order(StringComparer.Ordinal), stores.Recorded.Keys.Order(StringComparer.Ordinal));
        Assert.True(ConformanceCases.All.Count >= 120);
    }

    [Fact]
    public void A_known_difference_belongs_to_a_case() =>
        Assert.Subset(
            ConformanceCases.All.Select(static item => item.Name).ToHashSet(StringComparer.Ordinal),
            KnownDifference.All.Select(static difference => difference.Case).ToHashSet(StringComparer.Ordinal));

    private static void AssertSame(string expected, string simulated)
    {
        if (expected == simulated)
        {
            return;
        }

        var wanted = expected.Split('\n');
        var got = simulated.Split('\n');
        var first = Enumerable.Range(0, Math.Max(wanted.Length, got.Length)).First(line => wanted.ElementAtOrDefault(line) != got.ElementAtOrDefault(line));
        Assert.Fail($"From line {first + 1} on Ceph answers\n{string.Join('\n', wanted.Skip(Math.Max(0, first - 3)).Take(8))}\nthe simulator\n{string.Join('\n', got.Skip(Math.Max(0, first - 3)).Take(8))}");
    }
}
