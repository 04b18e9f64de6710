using System.Diagnostics.CodeAnalysis;

namespace ArchiveTransfer.ObjectStorage;

/// <summary>The value of a request, or its error.</summary>
internal readonly struct StoreResult<T>
{
    private readonly T? value;

    private StoreResult(T? value, StoreError? error) => (this.value, Error) = (value, error);

    [MemberNotNullWhen(false, nameof(Error))]
    public bool IsSuccess => Error is null;

    public StoreError? Error { get; }

    public T Value => Error is null ? value! : throw new InvalidOperationException($"{Error.Operation} ended with {Error.Code}; there is no value.");

    public static implicit operator StoreResult<T>(T value) => new(value, null);

    public static implicit operator StoreResult<T>(StoreError error) => new(default, error);

    /// <summary>A value whose type is an interface, which has no implicit conversion.</summary>
    public static StoreResult<T> Of(T value) => new(value, null);
}
