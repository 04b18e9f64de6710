namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>A part of the comparison. What it measures goes to the bench as raw rounds; what is made of them is made elsewhere, from the rounds alone.</summary>
internal interface IClaimScenario
{
    /// <summary>Said while it runs.</summary>
    string Title { get; }

    Task MeasureAsync(ClaimBench bench, CancellationToken cancellationToken);
}
