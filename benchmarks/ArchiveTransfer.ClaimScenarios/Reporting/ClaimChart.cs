namespace ArchiveTransfer.ClaimScenarios.Reporting;

/// <summary>A chart of lines.</summary>
/// <param name="Id">As for <see cref="ClaimTable"/>.</param>
/// <param name="Note">What is to be seen in it.</param>
/// <param name="XAxis">What runs to the right, with its unit.</param>
/// <param name="YAxis">What runs upwards, with its unit; it begins at zero unless logarithmic.</param>
internal sealed record ClaimChart(string Id, string Title, string Note, string XAxis, string YAxis, bool LogarithmicX, bool LogarithmicY, IReadOnlyList<ClaimSeries> Series);
