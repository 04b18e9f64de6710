using System.Text.Json.Serialization;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>The two lines that are exchanged, and the rounds as they are kept.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CaseOrder))]
[JsonSerializable(typeof(CaseOutcome))]
[JsonSerializable(typeof(MeasuredCase))]
internal sealed partial class CaseJson : JsonSerializerContext;
