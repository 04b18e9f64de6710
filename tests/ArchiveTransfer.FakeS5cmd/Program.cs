using ArchiveTransfer.FakeS5cmd;

var behaviour = Behaviour.Parse(Environment.GetEnvironmentVariable("FAKE_S5CMD"));
using var streams = new OutputStreams(behaviour);
return await new Application(behaviour, streams).RunAsync(args);
