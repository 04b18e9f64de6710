using System.Globalization;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Faults;

/// <summary>A fault that strikes a request, at each place on the request's way.</summary>
internal sealed class StruckFault(S3Fault fault, FaultKind kind)
{
    public Reception? Reception => kind.Reception?.Invoke(fault);

    public TimeSpan ClockOffset => kind.ClockOffset?.Invoke(fault) ?? TimeSpan.Zero;

    public bool ShowsThePast => kind.ShowsThePast;

    /// <summary>Null: the request is carried out.</summary>
    public S3Answer? InsteadOfActing(Exchange exchange)
    {
        if (kind.Refusal is not { } refusal)
        {
            return kind.InsteadOfActing?.Invoke(fault, exchange);
        }

        var answer = S3Answer.Of(refusal(fault), exchange.Target.Path, exchange.Id);
        return fault.RetryAfter is { } delay
            ? answer with { Headers = [new("Retry-After", Math.Ceiling(delay.TotalSeconds).ToString(CultureInfo.InvariantCulture))] }
            : answer;
    }

    public S3Answer AfterActing(S3Answer answer) => kind.AfterActing?.Invoke(fault, answer) ?? answer;

    public ListedPage Spoil(ListedPage page) => kind.Page?.Invoke(page) ?? page;

    public S3Answer Deliver(S3Answer answer) => kind.Delivery is { } delivery ? answer with { Delivery = delivery(fault) } : answer;
}
