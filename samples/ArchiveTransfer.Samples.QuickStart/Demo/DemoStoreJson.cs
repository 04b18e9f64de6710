using System.Text.Json.Serialization;

namespace ArchiveTransfer.Samples.QuickStart.Demo;

/// <summary>The two lines that the program and its store exchange.</summary>
[JsonSerializable(typeof(DemoStoreOrder))]
[JsonSerializable(typeof(DemoStoreFacts))]
internal sealed partial class DemoStoreJson : JsonSerializerContext;
