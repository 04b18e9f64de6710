using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdLocatorTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("archivetransfer-test-");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void The_named_file_is_taken() => Assert.Equal((Tool(), null), S5cmdLocator.Find(Tool(), searchPath: null));

    [Fact]
    public void Else_the_first_on_PATH_that_may_be_executed()
    {
        string tool = Tool();
        string other = directory.CreateSubdirectory("other").FullName;
        File.WriteAllText(Path.Combine(other, Path.GetFileName(tool)), "no program");

        string search = string.Join(Path.PathSeparator, "", ".", Path.Combine(directory.FullName, "missing"), OperatingSystem.IsWindows() ? "" : other, directory.FullName);
        Assert.Equal((tool, null), S5cmdLocator.Find(executablePath: null, search));
    }

    [Theory]
    [InlineData("")]
    [InlineData(null)]
    [InlineData(".")]
    public void Nothing_found_is_a_reason_that_says_what_to_do(string? search)
    {
        (string? path, string? refusal) = S5cmdLocator.Find(executablePath: null, search);

        Assert.Null(path);
        Assert.Contains("S5cmd.ExecutablePath", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void A_named_file_that_is_none_or_may_not_be_executed_is_a_reason()
    {
        string missing = Path.Combine(directory.FullName, "missing");
        Assert.Contains("is no file", S5cmdLocator.Find(missing, null).Refusal, StringComparison.Ordinal);
        Assert.Contains("is no file", S5cmdLocator.Find(directory.FullName, null).Refusal, StringComparison.Ordinal);
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such permission.");
        File.WriteAllText(missing, "");
        Assert.Contains("may not be executed", S5cmdLocator.Find(missing, null).Refusal, StringComparison.Ordinal);
    }

    private string Tool()
    {
        string path = Path.Combine(directory.FullName, OperatingSystem.IsWindows() ? "s5cmd.exe" : "s5cmd");
        File.WriteAllText(path, "#!/bin/sh\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return path;
    }
}
