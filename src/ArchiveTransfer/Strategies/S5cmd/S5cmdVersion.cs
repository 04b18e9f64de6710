using System.Globalization;
using System.Text.RegularExpressions;

namespace ArchiveTransfer.Strategies.S5cmd;

/// <summary>What <c>s5cmd version</c> prints, such as <c>v2.3.0-991c9fb</c>; <c>v0.0.0-dev</c> where it was built without its release settings.</summary>
internal readonly partial record struct S5cmdVersion(int Major, int Minor, int Patch) : IComparable<S5cmdVersion>
{
    /// <summary>Before it, <c>run</c> ends with exit code 0 although commands failed, and lines are cut at 64 KiB.</summary>
    public static readonly S5cmdVersion Oldest = new(2, 0, 0);

    /// <summary>From here on adjacent slashes and <c>s3://</c> inside keys are kept.</summary>
    public static readonly S5cmdVersion KeepsSlashes = new(2, 1, 0);

    /// <summary>The newest this library was tested with; what is newer has to prove itself.</summary>
    public static readonly S5cmdVersion NewestTested = new(2, 3, 0);

    /// <summary>The build does not know its version.</summary>
    public bool IsUnknown => this == default;

    public static S5cmdVersion? Parse(string text)
    {
        Match match = Form().Match(text.Trim());
        return match.Success && TryNumber(match.Groups[1], out int major) && TryNumber(match.Groups[2], out int minor) && TryNumber(match.Groups[3], out int patch)
            ? new S5cmdVersion(major, minor, patch)
            : null;
    }

    public static bool operator <(S5cmdVersion left, S5cmdVersion right) => left.CompareTo(right) < 0;

    public static bool operator >(S5cmdVersion left, S5cmdVersion right) => left.CompareTo(right) > 0;

    public static bool operator <=(S5cmdVersion left, S5cmdVersion right) => left.CompareTo(right) <= 0;

    public static bool operator >=(S5cmdVersion left, S5cmdVersion right) => left.CompareTo(right) >= 0;

    public int CompareTo(S5cmdVersion other) => (Major, Minor, Patch).CompareTo((other.Major, other.Minor, other.Patch));

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Major}.{Minor}.{Patch}");

    private static bool TryNumber(Group group, out int number) => int.TryParse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    [GeneratedRegex(@"^v([0-9]+)\.([0-9]+)\.([0-9]+)(?:-[0-9A-Za-z.]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}
