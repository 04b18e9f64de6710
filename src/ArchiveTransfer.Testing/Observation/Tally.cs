using System.Globalization;
using ArchiveTransfer.Testing.Http;

namespace ArchiveTransfer.Testing.Observation;

/// <summary>What requests that ended add up to. Not safe by itself: the gate is its owner's.</summary>
internal sealed class Tally
{
    public const int Rejection = 503;
    private const int FirstError = 400;

    private readonly long[] _requests = new long[OperationNames.Count];
    private readonly Dictionary<(int Status, string? Code), long> _errors = [];
    private long _bytesIn;
    private long _bytesOut;
    private long _rejected;

    public long BytesCopied { get; set; }

    public void Add(Exchange exchange)
    {
        _requests[(int)exchange.Operation]++;
        _bytesIn += exchange.BytesIn;
        _bytesOut += exchange.BytesOut;
        if (exchange.Status == Rejection)
        {
            _rejected++;
        }

        if (exchange.ErrorCode is not null || exchange.Status is 0 or >= FirstError)
        {
            var error = (exchange.Status, exchange.ErrorCode);
            _errors[error] = _errors.GetValueOrDefault(error) + 1;
        }
    }

    public S3Counters ToCounters() => ToCounters(_requests);

    public S3Counters ToCounters(long[] requests) => new()
    {
        Requests = Enumerable.Range(0, requests.Length)
            .Where(i => requests[i] > 0)
            .ToDictionary(static i => OperationNames.Of((S3Operation)i), i => requests[i], StringComparer.Ordinal),
        Errors = _errors.ToDictionary(static error => NameOf(error.Key.Status, error.Key.Code), static error => error.Value, StringComparer.Ordinal),
        Rejected = _rejected,
        BytesIn = _bytesIn,
        BytesOut = _bytesOut,
        StoreBytesCopied = BytesCopied,
    };

    public void Clear()
    {
        Array.Clear(_requests);
        _errors.Clear();
        _bytesIn = _bytesOut = _rejected = BytesCopied = 0;
    }

    private static string NameOf(int status, string? code) => code is null
        ? status.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{status} {code}");
}
