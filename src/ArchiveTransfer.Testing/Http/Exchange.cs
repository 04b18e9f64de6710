using System.Globalization;
using ArchiveTransfer.Testing.Faults;
using ArchiveTransfer.Testing.Tokens;
using Microsoft.AspNetCore.Http;

namespace ArchiveTransfer.Testing.Http;

/// <summary>What is known of a request by the time it is recorded.</summary>
internal sealed class Exchange(HttpContext http, long serial, DateTimeOffset receivedAt, TimeSpan arrived)
{
    public HttpContext Http => http;

    /// <summary>Order of arrival.</summary>
    public long Serial => serial;

    public string Id { get; } = serial.ToString("X16", CultureInfo.InvariantCulture);

    public DateTimeOffset ReceivedAt => receivedAt;

    /// <summary>The same on the clock of the shaper.</summary>
    public TimeSpan Arrived => arrived;

    /// <summary>When its latency was over; null: it has none.</summary>
    public TimeSpan? ActingSince { get; set; }

    public RequestTarget Target { get; set; } = RequestTarget.Unreadable("");

    public S3Operation Operation { get; set; }

    /// <summary>Set when the request is for the token service.</summary>
    public TokenRequest? Tokens { get; set; }

    /// <summary>Null until the signature was accepted.</summary>
    public S3Request? Request { get; set; }

    public string? AccessKey { get; set; }

    /// <summary>What the key held before the last write, where that is remembered.</summary>
    public PastObject? Past { get; set; }

    /// <summary>Null: it goes unharmed.</summary>
    public StruckFault? Fault { get; set; }

    public int Status { get; set; }

    public string? ErrorCode { get; set; }

    public long BytesIn => Request?.BytesIn ?? 0;

    public long BytesOut { get; set; }

    /// <summary>Set once it is counted and recorded.</summary>
    public bool IsConcluded { get; set; }
}
