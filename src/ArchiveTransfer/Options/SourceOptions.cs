namespace ArchiveTransfer;

/// <summary>Where from.</summary>
public sealed class SourceOptions : S3LocationOptions
{
    /// <summary>Send unsigned requests. Writes are signed all the same.</summary>
    /// <value>False; not together with <see cref="S3LocationOptions.Profile"/>.</value>
    public bool Anonymous { get; set; }

    /// <summary>Agree to pay for requests and transfer.</summary>
    /// <value>False; not together with <see cref="Anonymous"/>.</value>
    public bool RequesterPays { get; set; }
}
