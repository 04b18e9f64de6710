namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>Finds the executable: where the options say, else on PATH.</summary>
internal static class S5cmdLocator
{
    private static readonly string _fileName = OperatingSystem.IsWindows() ? "s5cmd.exe" : "s5cmd";

    /// <returns>The path, or why there is none.</returns>
    public static (string? Path, string? Refusal) Find(string? executablePath, string? searchPath)
    {
        if (executablePath is not null)
        {
            string path = Path.GetFullPath(executablePath);
            return !File.Exists(path) ? (null, $"S5cmd.ExecutablePath {executablePath} is no file")
                : !IsExecutable(path) ? (null, $"S5cmd.ExecutablePath {executablePath} may not be executed")
                : (path, null);
        }

        // Relative entries are passed over: they would run whatever lies in the current directory.
        string? found = (searchPath ?? "").Split(Path.PathSeparator)
            .Where(Path.IsPathFullyQualified)
            .Select(static directory => Path.Combine(directory, _fileName))
            .FirstOrDefault(static path => File.Exists(path) && IsExecutable(path));
        return found is null ? (null, "s5cmd is not on PATH; install it, or name it in S5cmd.ExecutablePath") : (found, null);
    }

    private static bool IsExecutable(string path) =>
        OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & (UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute)) != 0;
}
