using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer;

public sealed class S5cmdArgumentsTests
{
    private const string Allowed =
        "allowed are --numworkers N, --retry-count N or -r N, --no-sign-request, --stat, --part-size N or -p N, with = or as two entries";

    private static readonly (string, string?)[] _buckets = [("Source:Bucket", "from"), ("Destination:Bucket", "to-here")];

    [Theory]
    [InlineData("--numworkers=16", "--retry-count=3", "--no-sign-request", "--stat", "--part-size=50MB")]
    [InlineData("--numworkers", "16", "--retry-count", "3", "--no-sign-request", "--stat", "--part-size", "50MB")]
    [InlineData("--numworkers", " 16 ", "-r=3", "--no-sign-request", "--stat", "-p", "50")]
    [InlineData("-p", "50MiB", "--no-sign-request", "-r", "3", "--stat", "--numworkers=+16")]
    [InlineData("--stat", "-r", "3", "--numworkers=16", "-p=50 mib", "--no-sign-request", "--numworkers", "16", "--retry-count=3", "--stat", "--part-size=50 MIB", "--no-sign-request")]
    public void Allowed_ones_are_read_in_every_form(params string[] arguments)
    {
        var read = S5cmdArguments.Read(arguments);
        Assert.Empty(read.Problems);
        Assert.Equal((16, 3, true), (read.NumWorkers, read.RetryCount, read.NoSignRequest));
        Assert.Equal(["--part-size", "--stat"], read.WithoutEffect.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void None_ask_for_nothing()
    {
        var read = S5cmdArguments.Read([]);
        Assert.Equal((null, null, false), (read.NumWorkers, read.RetryCount, read.NoSignRequest));
        Assert.Empty(read.WithoutEffect);
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("--numworkers is 0; set 1 to 1,024", "--numworkers=0")]
    [InlineData("--numworkers is -3; set 1 to 1,024", "--numworkers", "-3")]
    [InlineData("--numworkers is 1,025; set 1 to 1,024", "--numworkers", "1025")]
    [InlineData("--numworkers is no whole number; set 1 to 1,024", "--numworkers=hush")]
    [InlineData("--numworkers is no whole number; set 1 to 1,024", "--numworkers", "1.5")]
    [InlineData("--numworkers has no value; set 1 to 1,024", "--numworkers")]
    [InlineData("--numworkers has no value; set 1 to 1,024", "--numworkers=")]
    [InlineData("--numworkers has no value; set 1 to 1,024", "--numworkers", "--stat")]
    [InlineData("--numworkers is given with two values; write it once", "--numworkers=4", "--stat", "--numworkers", "5")]
    [InlineData("--retry-count is 101; set 0 to 100", "-r", "101")]
    [InlineData("--retry-count is -1; set 0 to 100", "--retry-count=-1")]
    [InlineData("--retry-count has no value; set 0 to 100", "-r", "--stat")]
    [InlineData("--retry-count is given with two values; write it once", "-r", "4", "--retry-count=5")]
    [InlineData("--part-size has no value; set a size such as 50MB", "--stat", "-p")]
    [InlineData("--part-size is no size; set a size such as 50MB", "-p", "hush")]
    [InlineData("--part-size is no size; set a size such as 50MB", "--part-size=50hush")]
    [InlineData("--part-size is no size; set a size such as 50MB", "--part-size=MB")]
    [InlineData("--stat has a value; write it alone", "--stat=hush")]
    [InlineData("--no-sign-request has a value; write it alone", "--no-sign-request=true")]
    [InlineData("--log is not allowed; " + Allowed, "--log=hush")]
    [InlineData("--log is not allowed; " + Allowed, "--log", "hush", "--stat")]
    [InlineData("--credentials-file is not allowed; " + Allowed, "--numworkers=2", "--credentials-file", "/hush")]
    [InlineData("-x is not allowed; " + Allowed, "-x", "--stat")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "hush", "--numworkers=2")]
    [InlineData("entry 2 (not shown) is not allowed; " + Allowed, "--stat", "true")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "--numworkers 4 --hush")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "--HUSH", "--stat")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "--hushhushhushhushhushhushhushhushhush")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "-hush")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "=hush")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "--")]
    [InlineData("entry 1 (not shown) is not allowed; " + Allowed, "")]
    [InlineData("entry 2 (not shown) is not allowed; " + Allowed, "--stat", null)]
    public void Everything_else_is_a_problem_that_shows_no_secret(string problem, params string?[] arguments)
    {
        var read = S5cmdArguments.Read(arguments!);
        Assert.Equal([problem], read.Problems);
        Assert.DoesNotContain("hush", problem, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Every_problem_is_named() => Assert.Equal(
        [$"--log is not allowed; {Allowed}", "--numworkers is 0; set 1 to 1,024", "--stat has a value; write it alone", "--retry-count has no value; set 0 to 100"],
        S5cmdArguments.Read(["--log", "trace", "--numworkers=0", "--stat=1", "-r"]).Problems);

    [Fact]
    public void No_text_is_read_as_it_should_not_be() => Prop.ForAll<string?[]>(static arguments =>
    {
        var read = S5cmdArguments.Read(arguments!);
        return read.NumWorkers is null or (>= 1 and <= 1024) && read.RetryCount is null or (>= 0 and <= 100) && (arguments.Length == 0 || read.Problems.Count > 0);
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("S5cmd:ExtraArguments")]
    [InlineData("s5cmd_extra_args")]
    [InlineData("s3_direct_sync_config:s5cmd_extra_args")]
    public void Configuration_sets_the_options_they_mean(string key)
    {
        var options = TestConfiguration.Load(
            [.. _buckets, (key + ":0", "--no-sign-request"), (key + ":1", "--retry-count=3"), (key + ":2", "--numworkers"), (key + ":3", "16"), (key + ":4", "--stat"), (key + ":5", "-p=50MB")]);
        Assert.Empty(options.Validate());
        Assert.Equal((true, 3, null), (options.Source.Anonymous, options.Retry.MaxRetryAttempts, options.MaxConcurrency));
        Assert.Equal(["--no-sign-request", "--retry-count=3", "--numworkers", "16", "--stat", "-p=50MB"], options.S5cmd.ExtraArguments);
        Assert.Equal(
            [$"Archive:{key} holds --no-sign-request: reads are unsigned, writes stay signed.", "These of S5cmd.ExtraArguments have no effect: --stat, --part-size."],
            options.Warnings);

        var clone = options.Clone();
        Assert.Empty(clone.Validate());
        Assert.Equal(options.Warnings, clone.Warnings);
        Assert.Equal(options.S5cmd.ExtraArguments, clone.S5cmd.ExtraArguments);
    }

    [Fact]
    public void Options_with_a_key_of_their_own_win()
    {
        var options = TestConfiguration.Load(
            [.. _buckets, ("S5cmd:ExtraArguments:0", "--no-sign-request"), ("S5cmd:ExtraArguments:1", "-r=3"), ("Source:Anonymous", "false"), ("error_handling:retry_attempts", "5")]);
        Assert.Empty(options.Validate());
        Assert.Equal((false, 5), (options.Source.Anonymous, options.Retry.MaxRetryAttempts));
        Assert.Equal(
            [
                "Archive:error_handling:retry_attempts is '5' and Archive:S5cmd:ExtraArguments holds --retry-count 3; Archive:error_handling:retry_attempts is used.",
                "Archive:Source:Anonymous is 'false' and Archive:S5cmd:ExtraArguments holds --no-sign-request; Archive:Source:Anonymous is used.",
            ],
            options.Warnings);
    }

    [Fact]
    public void Options_that_say_the_same_cause_no_second_warning()
    {
        var options = TestConfiguration.Load(
            [.. _buckets, ("S5cmd:ExtraArguments:0", "--no-sign-request"), ("S5cmd:ExtraArguments:1", "-r=3"), ("Source:Anonymous", "true"), ("Retry:MaxRetryAttempts", "3")]);
        Assert.Empty(options.Validate());
        Assert.Equal((true, 3), (options.Source.Anonymous, options.Retry.MaxRetryAttempts));
        Assert.Equal(["Archive:S5cmd:ExtraArguments holds --no-sign-request: reads are unsigned, writes stay signed."], options.Warnings);
    }

    [Fact]
    public void What_code_changes_after_loading_is_code()
    {
        var options = TestConfiguration.Load([.. _buckets, ("S5cmd:ExtraArguments:0", "--retry-count=3")]);
        options.S5cmd.ExtraArguments.Add("--numworkers=4");
        Assert.Equal(["S5cmd.ExtraArguments: --retry-count is read from configuration only; remove it and set Retry.MaxRetryAttempts to 3."], options.Validate());
        options.S5cmd.ExtraArguments.RemoveAt(0);
        Assert.Empty(options.Validate());
        Assert.Equal(3, options.Retry.MaxRetryAttempts);
    }

    [Fact]
    public void Problems_say_where_the_arguments_stood()
    {
        var options = TestConfiguration.Load([.. _buckets, ("s5cmd_extra_args:0", "--log=trace"), ("s5cmd_extra_args:1", "--retry-count"), ("s5cmd_extra_args:2", "200")]);
        Assert.Equal(
            [$"S5cmd.ExtraArguments (Archive:s5cmd_extra_args): --log is not allowed; {Allowed}.", "S5cmd.ExtraArguments (Archive:s5cmd_extra_args): --retry-count is 200; set 0 to 100."],
            options.Validate());
        Assert.Equal(options.Validate(), options.Clone().Validate());
        Assert.Equal(8, options.Retry.MaxRetryAttempts);
    }

    [Fact]
    public void Two_lists_that_differ_are_a_warning_that_shows_neither()
    {
        var options = TestConfiguration.Load([.. _buckets, ("S5cmd:ExtraArguments", "--numworkers=4"), ("s5cmd_extra_args", "--secret=hush")]);
        Assert.Empty(options.Validate());
        Assert.Equal(["Archive:S5cmd:ExtraArguments is one value (not shown) and Archive:s5cmd_extra_args is one value (not shown); Archive:S5cmd:ExtraArguments is used."], options.Warnings);
    }
}
