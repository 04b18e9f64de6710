using ArchiveTransfer.Testing;
using Xunit;

namespace ArchiveTransfer.S5cmd;

/// <summary>Which s5cmd is used, and what is done without one.</summary>
public sealed class ToolChoiceTests : S5cmdCollectionTest
{
    [Theory]
    [InlineData("version:v1.4.0-d7a0dda", "too old")]
    [InlineData("version:s5cmd 2.3.0", "is no s5cmd")]
    [InlineData("version:v9.9.9-0000000,lose:2", "failed the self-test")]
    [InlineData("version:v9.9.9-0000000,lie:1", "failed the self-test")]
    [InlineData("version:v9.9.9-0000000,die:3", "failed the self-test")]
    public async Task A_tool_that_cannot_be_trusted_takes_no_part_and_the_reason_is_a_warning(string behaviour, string reason)
    {
        PutMany(3);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(behaviour));

        AssertSucceeded(result);
        Assert.Equal([TransferStrategyNames.ServerSideCopy], result.Strategies.Select(static strategy => strategy.Strategy));
        Assert.Contains(result.Warnings, warning => warning.StartsWith("The strategy s5cmd takes no part", StringComparison.Ordinal) && warning.Contains(reason, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("version:v2.2.2-48f7e59,no-directive")]
    [InlineData("version:v2.3.0-991c9fb")]
    [InlineData("version:v9.9.9-0000000")]
    [InlineData("version:v0.0.0-dev")]
    [InlineData("version:v0.0.0-dev,no-directive")]
    public async Task Tested_versions_are_used_and_others_once_they_have_proven_themselves(string behaviour)
    {
        PutMany(5);

        (ArchiveCollectionResult result, _) = await CollectByAsync(StandIn(behaviour));

        AssertAllByS5cmd(result, 5);
    }

    [Fact]
    public async Task The_self_test_leaves_no_trace_in_the_store()
    {
        PutMany(1);

        await CollectByAsync(StandIn("version:v9.9.9-0000000"));

        Assert.DoesNotContain(Simulator.Requests, static request => request.RawTarget.Contains("self-test", StringComparison.Ordinal));
    }

    [Fact]
    public async Task No_tool_is_a_reason_and_no_crash()
    {
        PutMany(3);

        (ArchiveCollectionResult result, _) = await CollectByAsync("/nowhere/s5cmd");

        AssertSucceeded(result);
        Assert.Contains(result.Warnings, static warning => warning.Contains("/nowhere/s5cmd is no file", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(OperationMode.Auto)]
    [InlineData(OperationMode.DirectSync)]
    [InlineData(OperationMode.Hybrid)]
    public async Task Where_s5cmd_is_named_and_cannot_be_used_nothing_else_takes_its_place(OperationMode mode)
    {
        PutMany(3);

        ArchiveTransferException exception = await Assert.ThrowsAsync<ArchiveTransferException>(() => CollectByAsync("/nowhere/s5cmd", options =>
        {
            options.DirectEngine = DirectEngine.S5cmd;
            options.OperationMode = mode;
        }));

        Assert.Equal(TransferErrorCodes.NoStrategy, exception.ErrorCode);
        Assert.Contains("/nowhere/s5cmd", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Lake.Keys);
    }

    [Fact]
    public async Task Without_being_asked_for_it_is_not_even_looked_for()
    {
        PutMany(3);

        ArchiveCollectionResult result = await CollectAsync(options => options.S5cmd.ExecutablePath = StandIn("die:1"));

        AssertSucceeded(result);
        Assert.Empty(result.Warnings);
    }

    [Fact]
    public async Task Two_identities_are_more_than_one_process_has()
    {
        PutMany(3);
        S3Identity reader = Simulator.AddIdentity("reader");
        Source.Grant(reader, read: true, list: true);
        ArchiveCollectionComponents parts = Parts();
        parts.SourceCredentials = CredentialsOf(reader);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn(), static options => options.Source.Anonymous = false), parts);

        AssertSucceeded(result);
        Assert.Contains(result.Warnings, static warning => warning.Contains("different identities", StringComparison.Ordinal));
    }

    [Fact]
    public async Task One_identity_on_both_sides_is_one_however_it_was_given()
    {
        PutMany(3);
        ArchiveCollectionComponents parts = Parts();
        parts.SourceCredentials = CredentialsOf(Collector);

        (ArchiveCollectionResult result, _) = await CollectOutcomesAsync(By(StandIn(), static options => options.Source.Anonymous = false), parts);

        AssertAllByS5cmd(result, 3);
    }

    [Fact]
    public async Task A_plan_names_the_engine_and_its_requests()
    {
        PutMany(7);
        await using ArchiveCollectionWorkflow workflow = Workflow(By(StandIn()), Parts());

        ArchiveCollectionPlan plan = await workflow.PlanAsync(cancellationToken: Cancellation);

        Assert.Equal(7, plan.Requests["CopyObject"]);
        Assert.Equal([TransferStrategyNames.S5cmd], plan.Strategies.Select(static strategy => strategy.Strategy));
        Assert.Equal(0, ChildrenStarted);
    }

    [Fact]
    public async Task Hybrid_gives_s5cmd_what_is_small_and_copies_the_rest_itself_by_parts_above_the_threshold()
    {
        Source.Put("a", Bytes(1 << 20));
        Source.Put("b", Bytes((1 << 20) + 1));
        Source.Put("c", Bytes((5 << 20) + 1));

        (ArchiveCollectionResult result, Dictionary<string, TransferOutcome> outcomes) = await CollectByAsync(StandIn(), static options =>
        {
            options.OperationMode = OperationMode.Hybrid;
            options.Hybrid.S5cmdMaxSizeMiB = 1;
            options.MultipartThresholdMiB = 5;
        });

        AssertSucceeded(result);
        Assert.Equal("s5cmd: preferred", outcomes["a"].Decision);
        Assert.All(["b", "c"], key => Assert.Equal("server_side_copy: one store serves both sides; s5cmd: object is above the hybrid s5cmd size", outcomes[key].Decision));
        Assert.Equal(1, Simulator.ReadCounters().Requests["UploadPartCopy"]);
        AssertMirrored();

        (result, outcomes) = await CollectByAsync(StandIn(), static options =>
        {
            options.OperationMode = OperationMode.Hybrid;
            options.DirectEngine = DirectEngine.S5cmd;
            options.Hybrid.S5cmdMaxSizeMiB = 0;
            options.Overwrite = OverwriteMode.Always;
        });
        AssertSucceeded(result);
        Assert.All(outcomes.Values, static outcome => Assert.Equal(TransferStrategyNames.S5cmd, outcome.Strategy));
    }

    [Fact]
    public async Task The_first_log_line_names_the_engine_and_why()
    {
        PutMany(1);

        await CollectByAsync(StandIn());

        Assert.Contains("by s5cmd (preferred)", Log.Lines.First(static line => line.Contains("collects", StringComparison.Ordinal)), StringComparison.Ordinal);
    }
}
