namespace ArchiveTransfer.ClaimScenarios.Scenarios;

/// <summary>Commands that give one process file systems of its own, without rights of the user's being needed: user and mount namespaces of Linux.</summary>
internal static class PrivateFiles
{
    /// <summary>Every file system read-only but those of the kernel and shared memory.</summary>
    public static IReadOnlyList<string> ReadOnly(string unshare) =>
    [
        "env", "DOTNET_EnableDiagnostics=0", unshare, "--user", "--map-root-user", "--mount", "sh", "-c",
        """
        awk '$2 !~ "^/(proc|sys|dev)" { print $2 }' /proc/self/mounts | while read -r place; do mount -o remount,bind,ro "$place" 2>/dev/null; done
        if touch "$HOME/.archivetransfer" 2>/dev/null || touch "$TMPDIR/.archivetransfer" 2>/dev/null || touch /tmp/.archivetransfer 2>/dev/null; then echo 'still writable' >&2; exit 9; fi
        exec "$@"
        """,
        "sh",
    ];

    /// <summary>The directory on a disk so small that it is full at times.</summary>
    public static IReadOnlyList<string> SmallDisk(string unshare, string directory, string size) =>
        [unshare, "--user", "--map-root-user", "--mount", "sh", "-c", """mount -t tmpfs -o "size=$2" tmpfs "$1" || exit 9; shift 2; exec "$@" """, "sh", directory, size];
}
