using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>An entry of the menu: what it makes sense for, and where on the way of a request it acts. Where nothing is set the request goes its way.</summary>
internal sealed record FaultKind(string Name, FaultScope Scope)
{
    /// <summary>Whether this request of the scope can be struck.</summary>
    public Func<Exchange, bool> CanStrike { get; init; } = static _ => true;

    /// <summary>Refuses in place of acting.</summary>
    public Func<S3Fault, S3Refusal>? Refusal { get; init; }

    /// <summary>Answers in place of acting.</summary>
    public Func<S3Fault, Exchange, S3Answer>? InsteadOfActing { get; init; }

    /// <summary>Changes the answer of a request that succeeded.</summary>
    public Func<S3Fault, S3Answer, S3Answer>? AfterActing { get; init; }

    /// <summary>Changes a page of a listing.</summary>
    public Func<ListedPage, ListedPage>? Page { get; init; }

    /// <summary>How the body of the request comes in.</summary>
    public Func<S3Fault, Reception>? Reception { get; init; }

    /// <summary>How the answer goes out, whatever it says.</summary>
    public Func<S3Fault, Delivery>? Delivery { get; init; }

    /// <summary>How far the clock of the store is off.</summary>
    public Func<S3Fault, TimeSpan>? ClockOffset { get; init; }

    /// <summary>Reads what was there before the last write.</summary>
    public bool ShowsThePast { get; init; }
}
