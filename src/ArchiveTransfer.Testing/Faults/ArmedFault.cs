using ArchiveTransfer.Testing.Http;
using ArchiveTransfer.Testing.Seeding;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>A fault in place, with what is left of it.</summary>
internal sealed class ArmedFault(S3Fault fault, FaultKind kind, StableHash seed, FaultInjector injector) : IDisposable
{
    private const int RequestsRemembered = 1_000_000;

    private readonly S3Operation? _operation = fault.Operation is { } name ? OperationNames.Parse(name) : null;
    private readonly AttemptTable<Tally> _tallies = new(RequestsRemembered);
    private Tally _ofAll;

    public StruckFault Struck { get; } = new(fault, kind);

    public bool ShowsThePast => kind.ShowsThePast;

    /// <summary>Decides whether this request is struck. Called under the gate of the injector.</summary>
    public bool Strikes(Exchange exchange)
    {
        if (!Matches(exchange))
        {
            return false;
        }

        var identity = fault.PerKey || fault.Probability < 1 ? RequestIdentity.Of(exchange) : 0;
        ref var tally = ref (fault.PerKey ? ref _tallies.Of(identity) : ref _ofAll);
        if (tally.Struck >= fault.Times || tally.Seen++ < fault.Skip)
        {
            return false;
        }

        if (tally.BurstLeft == 0)
        {
            if (fault.Probability < 1 && Draw(identity, tally.Seen) >= fault.Probability)
            {
                return false;
            }

            tally.BurstLeft = fault.Burst;
        }

        tally.BurstLeft--;
        tally.Struck++;
        return true;
    }

    public void Dispose() => injector.Remove(this);

    private static bool Carries(IHeaderDictionary headers, string wanted) => wanted.EndsWith('*')
        ? headers.Keys.Any(name => name.AsSpan().StartsWith(wanted.AsSpan(0, wanted.Length - 1), StringComparison.OrdinalIgnoreCase))
        : headers.ContainsKey(wanted);

    // A burst begins at the n-th request of all, whichever that is; otherwise each request has chances of its own, whatever order they come in.
    private double Draw(ulong identity, int seen)
    {
        if (fault.PerKey)
        {
            return seed.Add((long)identity).Add(seen).Fraction;
        }

        return fault.Burst > 1 ? seed.Add(seen).Fraction : seed.Add((long)identity).Add(++_tallies.Of(identity).Seen).Fraction;
    }

    private bool MatchesKey(string key)
    {
        try
        {
            return fault.Keys?.Invoke(key) != false;
        }
        catch (Exception thrown)
        {
            throw new S3Refusal(500, "InternalError", $"{nameof(S3Fault.Keys)} of a fault '{fault.Kind}' threw {thrown.GetType().Name} for '{key}': {thrown.Message}");
        }
    }

    private bool Matches(Exchange exchange)
    {
        if (_operation is { } operation ? exchange.Operation != operation : !kind.Scope.Includes(exchange.Operation))
        {
            return false;
        }

        var target = exchange.Target;
        var request = exchange.Http.Request;
        return (fault.Bucket is null || fault.Bucket == target.Bucket)
            && (fault.KeyPrefix is null || (target.Key ?? target.Parameter("prefix") ?? "").StartsWith(fault.KeyPrefix, StringComparison.Ordinal))
            && (fault.AccessKey is null || ClaimedAccessKey.Of(exchange) == fault.AccessKey)
            && (fault.Header is null || Carries(request.Headers, fault.Header))
            && MatchesKey(target.Key ?? "")
            && kind.CanStrike(exchange);
    }
}
