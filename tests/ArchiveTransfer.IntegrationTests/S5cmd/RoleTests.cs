using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>The child signs in the role that the destination takes.</summary>
public sealed class RoleTests : S5cmdCollectionTest
{
    [Fact]
    public async Task A_role_that_the_destination_takes_signs_in_the_child_too()
    {
        PutMany(20);
        S3Identity user = Simulator.AddIdentity("user");
        string role = Simulator.AddRole("collector", Collector, trusted: user);
        ArchiveCollectionComponents parts = Parts();
        parts.DestinationCredentials = CredentialsOf(user);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn(), options => options.Destination.RoleArn = role), parts);

        AssertAllByS5cmd(result, 20);
        Assert.Equal(1, Simulator.ReadCounters().Requests["AssumeRole"]);
        Assert.DoesNotContain(Simulator.Requests, request => request.Operation == "CopyObject" && request.AccessKey == user.AccessKey);
    }

    [Fact]
    public async Task A_session_that_ends_is_renewed_once_for_all_lines_of_a_child()
    {
        PutMany(200);
        string role = Simulator.AddRole("collector", Collector);
        int copied = 0;
        using IDisposable watch = Simulator.Inject(new S3Fault
        {
            Kind = S3Fault.ExpiredToken,
            Operation = "CopyObject",
            Keys = _ =>
            {
                if (Interlocked.Increment(ref copied) == 60)
                {
                    Simulator.ExpireSessions();
                }

                return false;
            },
        });

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(
            By(StandIn(), options => (options.Destination.RoleArn, options.MaxConcurrency) = (role, 16)), Parts());

        AssertAllByS5cmd(result, 200);
        Assert.Contains(Simulator.Requests, static request => request is { Operation: "CopyObject", ErrorCode: "ExpiredToken" });
        Assert.Equal(2, Simulator.ReadCounters().Requests["AssumeRole"]);
        Assert.Equal(2, ChildrenStarted);
    }

    [Fact]
    public async Task Different_roles_of_the_two_sides_are_different_identities()
    {
        PutMany(5);
        string reading = Simulator.AddRole("reading", Publisher);
        string writing = Simulator.AddRole("writing", Collector);
        ArchiveCollectionComponents parts = Parts();
        parts.SourceCredentials = parts.DestinationCredentials = CredentialsOf(Collector);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(
            By(StandIn(), options => (options.Source.Anonymous, options.Source.RoleArn, options.Destination.RoleArn) = (false, reading, writing)), parts);

        AssertSucceeded(result);
        Assert.Equal(0, ChildrenStarted);
        Assert.Contains(Log.Lines, static line => line.Contains("source and destination have different identities", StringComparison.Ordinal));
    }
}
