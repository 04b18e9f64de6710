using System.Text.Json.Serialization;

namespace ArchiveTransfer.Samples.QuickStart.Output;

/// <summary>The JSON result: snake_case, like the codes and names inside it.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, GenerationMode = JsonSourceGenerationMode.Serialization)]
[JsonSerializable(typeof(JsonReport))]
[JsonSerializable(typeof(JsonCheck))]
internal sealed partial class ResultJson : JsonSerializerContext;
