using System.Text.Json.Serialization;
using ArchiveTransfer.ClaimScenarios.Reporting;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The JSON result: snake_case, like the codes and names inside it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(JsonReport))]
[JsonSerializable(typeof(JsonCheck))]
[JsonSerializable(typeof(ClaimReport))]
[JsonSerializable(typeof(JsonNoComparison))]
internal sealed partial class ResultJson : JsonSerializerContext;
