using System.Runtime.CompilerServices;
using Amazon.Runtime;
using ArchiveTransfer.Execution;
using ArchiveTransfer.ObjectStorage;
using ArchiveTransfer.ObjectStorage.Sdk;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>
/// Copies inside the store by a child process: s5cmd, one CopyObject a line, and one listing for a thousand objects that proves what it says.
/// One instance for one run.
/// </summary>
internal sealed class S5cmdStrategy(S5cmdSettings settings) : IGatheringStrategy
{
    private readonly S5cmdHealth health = new(settings.FruitlessProcesses);
    private S5cmdTarget? target;

    public string Name => TransferStrategyNames.S5cmd;

    public TransferPath Path => TransferPath.ServerSide;

    public int Room => settings.Room;

    /// <summary>What was found on this machine; null until it has been prepared.</summary>
    public S5cmdTool? Tool => target?.Tool;

    public async ValueTask<TransferEligibility> PrepareAsync(TransferContext context, CancellationToken cancellationToken)
    {
        TransferRun run = context.Run ?? throw new InvalidOperationException($"{Name} works in a run of the workflow only.");
        ArchiveCollectionOptions options = run.Options;
        string? refusal = S5cmdGate.RefuseOptions(options)
            ?? S5cmdGate.RefuseAddress(options)
            ?? (run.DestinationAccess is { IsRedirected: true } ? "the environment or the profile names an endpoint, of which s5cmd is not told; set ServiceUrl" : null)
            ?? (run.SameEndpoint ? null : "source and destination are on different endpoints")
            ?? await RefuseIdentityAsync(run.SourceAccess, run.DestinationAccess).ConfigureAwait(false);
        if (refusal is not null)
        {
            return TransferEligibility.Refuse(refusal);
        }

        (string? path, refusal) = S5cmdLocator.Find(options.S5cmd.ExecutablePath, Environment.GetEnvironmentVariable("PATH"));
        if (path is null)
        {
            return TransferEligibility.Refuse(refusal!);
        }

        (S5cmdTool? tool, refusal) = await S5cmdProbe.AskAsync(path, settings, cancellationToken).ConfigureAwait(false);
        if (tool is null)
        {
            return TransferEligibility.Refuse(refusal!);
        }

        var arguments = S5cmdArguments.Read(options.S5cmd.ExtraArguments);
        StoreAccess destination = run.DestinationAccess!;
        target = new S5cmdTarget
        {
            Tool = tool,
            Flags = S5cmdCopyFlags.Of(tool, options.Destination),
            Credentials = destination.Credentials!,
            Access = destination,
            Workers = Math.Min(options.BatchSize, Math.Min(run.DestinationSender.Places.Ceiling, arguments.NumWorkers ?? int.MaxValue)),
            RequesterPays = options.Source.RequesterPays,
        };
        return TransferEligibility.Eligible;
    }

    public TransferEligibility CanTransfer(PlannedTransfer item, TransferContext context) =>
        health.IsBroken ? TransferEligibility.Refuse(S5cmdHealth.Reason) : S5cmdGate.CanTransfer(item, target!.Tool);

    public async IAsyncEnumerable<TransferAttempt> TransferAsync(
        IAsyncEnumerable<PlannedTransfer> items, TransferContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var session = new S5cmdSession(target!, context.Run!, health, settings);
        await foreach (TransferAttempt attempt in session.TransferAsync(items, cancellationToken).ConfigureAwait(false))
        {
            yield return attempt;
        }
    }

    /// <summary>One process has one identity, for both sides: the destination's.</summary>
    private static async ValueTask<string?> RefuseIdentityAsync(StoreAccess? source, StoreAccess? destination)
    {
        if (source is null || destination is null)
        {
            return "a client of the application's own keeps its credentials to itself";
        }

        if (destination.Credentials is not { } writer)
        {
            return "the destination has no credentials";
        }

        if (source.Credentials is not { } reader || reader.IsOfOneOriginWith(writer))
        {
            return null;
        }

        try
        {
            ImmutableCredentials reads = await reader.GetCredentialsAsync().ConfigureAwait(false);
            ImmutableCredentials writes = await writer.GetCredentialsAsync().ConfigureAwait(false);
            return reads.AccessKey == writes.AccessKey ? null : "source and destination have different identities";
        }
        catch (CredentialsUnavailableException exception)
        {
            return exception.Message;
        }
    }
}
