using System.Text.Json.Serialization;

namespace ArchiveTransfer.Testing.Admin;

/// <summary>Everything that crosses between a simulator and another process.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(S3SimulatorOptions))]
[JsonSerializable(typeof(SimulatorFacts))]
[JsonSerializable(typeof(S3Counters))]
[JsonSerializable(typeof(IReadOnlyList<S3RequestRecord>))]
[JsonSerializable(typeof(S3Identity))]
[JsonSerializable(typeof(S3Shaping))]
[JsonSerializable(typeof(S3Fault))]
[JsonSerializable(typeof(IdentityOrder))]
[JsonSerializable(typeof(BucketOrder))]
[JsonSerializable(typeof(GrantOrder))]
[JsonSerializable(typeof(VirtualOrder))]
[JsonSerializable(typeof(RememberOrder))]
[JsonSerializable(typeof(ContentsSummary))]
[JsonSerializable(typeof(FaultNumber))]
[JsonSerializable(typeof(AdminProblem))]
internal sealed partial class AdminJson : JsonSerializerContext;
