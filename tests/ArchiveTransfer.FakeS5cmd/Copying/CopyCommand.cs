using ArchiveTransfer.FakeS5cmd.CommandLine;

namespace ArchiveTransfer.FakeS5cmd.Copying;

/// <summary><c>cp</c> from store to store.</summary>
internal sealed class CopyCommand(Behaviour behaviour, Reporter reporter, OutputStreams streams, StoreClient store) : IDisposable
{
    private const string Operation = "cp";

    /// <summary>Whether it did not fail.</summary>
    public async Task<bool> RunAsync(IReadOnlyList<string> words, int number, bool isInRun, CancellationToken stopping)
    {
        FlagSet flags;
        try
        {
            flags = FlagSet.Parse(CopyFlags.Of(behaviour), [.. words.Skip(1)]);
        }
        catch (UsageException exception)
        {
            reporter.Plain($"Incorrect Usage: {exception.Message}\n\n{HelpText.Of(behaviour, isInRun)}");
            return false;
        }

        if (flags.IsOn("help"))
        {
            reporter.Plain(HelpText.Of(behaviour, isInRun));
            return true;
        }

        if (Validate(flags, out var source, out var destination) is { } mistake)
        {
            reporter.Failed(Operation, $"{Operation}{flags.Describe()}{string.Concat(flags.Arguments.Select(static argument => ' ' + argument))}", mistake);
            return false;
        }

        var succeeded = await CopyAsync(flags, source!, destination!.Complete(source!), number, stopping);
        reporter.Count(succeeded);
        return succeeded;
    }

    public void Dispose() => store.Dispose();

    private static string? Validate(FlagSet flags, out ObjectUrl? source, out ObjectUrl? destination)
    {
        source = destination = null;
        if (flags.Arguments is not [var from, var to])
        {
            return "expected source and destination arguments";
        }

        try
        {
            source = ObjectUrl.Parse(from) with { VersionId = flags.Text("version-id") };
            destination = ObjectUrl.Parse(to);
        }
        catch (FormatException exception)
        {
            return exception.Message;
        }

        var hasPattern = !flags.IsOn("raw") && source.HasGlobCharacter;
        return !flags.IsOn("raw") && destination.HasGlobCharacter ? $"target {GoText.Quote(to)} can not contain glob characters"
            : source.IsBucketOrPrefix ? "source argument must contain wildcard character"
            : hasPattern && !destination.IsBucketOrPrefix ? $"target {GoText.Quote(to)} must be a bucket or a prefix"
            : hasPattern ? throw new NotSupportedException("This is not s5cmd: it copies one object a line.")
            : null;
    }

    private async Task<bool> CopyAsync(FlagSet flags, ObjectUrl source, ObjectUrl destination, int number, CancellationToken stopping)
    {
        try
        {
            if (await FindReasonToSkipAsync(flags, source, destination, stopping) is { } reason)
            {
                reporter.Skipped(Operation, $"{Operation} {source} {destination}", reason);
                return true;
            }

            if (behaviour.Number("slow") is { } milliseconds)
            {
                await Task.Delay(milliseconds, CancellationToken.None);
            }

            if (!IsLie(number))
            {
                await store.CopyAsync(source, destination, flags, Directive(flags));
            }

            reporter.Succeeded(Operation, source.ToString(), destination.ToString(), flags.Text("storage-class"));
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
        catch (StoreException exception)
        {
            reporter.Failed(Operation, $"{Operation} {source} {destination}", exception.Message);
            return false;
        }
    }

    private string? Directive(FlagSet flags) => flags.Text(CopyFlags.Directive) is { Length: > 0 } given ? given
        : behaviour.Has("no-directive") ? null
        : "REPLACE";

    private bool IsLie(int number) => behaviour.Strikes("lie", number) || (behaviour.Number("lie-every") is { } every && number % every == 0);

    private async Task<string?> FindReasonToSkipAsync(FlagSet flags, ObjectUrl source, ObjectUrl destination, CancellationToken stopping)
    {
        var (keeps, bySize, byTime) = (flags.IsOn("no-clobber"), flags.IsOn("if-size-differ"), flags.IsOn("if-source-newer"));
        if (!keeps && !bySize && !byTime)
        {
            return null;
        }

        var from = await store.HeadAsync(source, stopping);
        if (await store.HeadAsync(destination, stopping) is not { } to)
        {
            return null;
        }

        if (from is null && (bySize || byTime))
        {
            GoPanic.Die(streams);
        }

        var reason = keeps ? "object already exists" : null;
        reason = !bySize ? reason : from!.Size == to.Size ? "object size matches" : null;
        return !byTime ? reason : from!.LastModified <= to.LastModified ? "object is newer or same age" : null;
    }
}
