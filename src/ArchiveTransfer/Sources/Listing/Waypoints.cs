using ArchiveTransfer.ObjectStorage;

namespace ArchiveTransfer.Sources;

/// <summary>
/// Where a listing that is shaped as a tree has its branches, asked for with a delimiter a little ahead of those who read it. Only tells where
/// to begin to read: what is missing among them or wrong is found all the same.
/// </summary>
internal sealed class Waypoints(string bucket, string prefix)
{
    private const char Delimiter = '/';
    private const int MinPause = 8;
    private const int MaxPoints = 3_000;
    private const double Remembered = 0.97;

    private readonly List<string> points = [];
    private string? level;
    private string? token;
    private string? exhausted;
    private string? inside;
    private double keys;
    private double passed;
    private int pause = MinPause;
    private double nextAt;

    /// <summary>The store does not answer such requests.</summary>
    public bool IsOff { get; private set; }

    public bool IsInFlight { get; private set; }

    /// <summary>Keys between two of them, on the average; null: more than were seen so far.</summary>
    public double? Spacing => points.Count == 0 ? null : passed >= 0.5 ? keys / passed : null;

    /// <summary>The request that tells more of them, when it is worth one.</summary>
    /// <param name="from">Beyond it nobody reads yet.</param>
    /// <param name="ruler">The keys seen last.</param>
    /// <param name="pages">Pages read so far.</param>
    /// <param name="large">A branch of more keys is worth looking into.</param>
    public ListRequest? Ask(string from, KeyRuler ruler, double pages, int large)
    {
        if (IsOff || IsInFlight)
        {
            return null;
        }

        if (points.Count > 0 && Utf8KeyComparer.Instance.Compare(from, points[^1]) < 0)
        {
            return Inside(from, ruler, large);
        }

        if (pages < nextAt)
        {
            return null;
        }

        if (token is not null && level is not null && from.StartsWith(level, StringComparison.Ordinal))
        {
            (inside, IsInFlight) = (null, true);
            return new ListRequest(bucket, level, ContinuationToken: token, Delimiter: "/");
        }

        string? next = Level(ruler);
        if (next is null)
        {
            nextAt = pages + MinPause;
            return null;
        }

        (level, token, inside, IsInFlight) = (next, null, null, true);
        (keys, passed) = (ruler.Count, Children(ruler, level.Length) - 1);
        return new ListRequest(bucket, level, from.StartsWith(level, StringComparison.Ordinal) ? from : null, Delimiter: "/");
    }

    public void Answered(StoreResult<ObjectPage> answer, string from, double pages)
    {
        IsInFlight = false;
        if (answer.Error is not null)
        {
            IsOff = true;
            return;
        }

        var found = new List<string>();
        foreach (string point in answer.Value.CommonPrefixes)
        {
            string? previous = found.Count > 0 ? found[^1] : from;
            if (Utf8KeyComparer.Instance.Compare(point, previous) > 0 && point.StartsWith(inside ?? level!, StringComparison.Ordinal))
            {
                found.Add(point);
            }
        }

        if (inside is not null)
        {
            points.RemoveRange(0, points.Count > MaxPoints ? points.Count / 2 : 0);
            int at = IndexAfter(inside);
            if (found.Count > 0 && (at == points.Count || Utf8KeyComparer.Instance.Compare(found[^1], points[at]) < 0))
            {
                points.InsertRange(at, found);
            }

            return;
        }

        points.Clear();
        points.AddRange(found);
        token = answer.Value.NextToken == token ? null : answer.Value.NextToken;
        exhausted = token is null ? level : null;
        pause = points.Count >= MinPause ? MinPause : pause * 2;
        nextAt = pages + pause;
    }

    /// <summary>Learns from what was read how far they lie apart.</summary>
    public void Passed(string? from, string to, int count)
    {
        if (points.Count == 0 || from is null || Utf8KeyComparer.Instance.Compare(to, points[0]) < 0)
        {
            return;
        }

        keys = (keys * Remembered) + count;
        passed = (passed * Remembered) + IndexAfter(to) - IndexAfter(from);
    }

    /// <summary>The best of them to begin at, about so many keys after a key; null: none is known.</summary>
    /// <param name="ruler">Tells where that is inside of a branch that has none itself.</param>
    public string? Ahead(string from, double distance, KeyRuler ruler)
    {
        string? guess = ruler.Ahead(from, distance);
        int next = IndexAfter(from);
        if (next == points.Count || points.Count == 0)
        {
            return guess;
        }

        // What was seen of one branch says little of the next, and where it ends nothing: whole branches, unless they are large.
        if (Spacing is { } spacing && spacing < 2 * distance)
        {
            return points[Math.Min(points.Count - 1, next - 1 + Math.Max(1, (int)Math.Round(distance / spacing)))];
        }

        return guess is null || (next > 0 && HasBranches(ruler, points[next - 1])) || Utf8KeyComparer.Instance.Compare(points[next], guess) < 0 ? points[next] : guess;
    }

    /// <summary>A large branch that has branches of its own.</summary>
    private ListRequest? Inside(string from, KeyRuler ruler, int large)
    {
        int index = IndexAfter(from) - 1;
        if (index < 0 || points[index] == inside || !from.StartsWith(points[index], StringComparison.Ordinal) || Spacing <= large || !HasBranches(ruler, points[index]))
        {
            return null;
        }

        (inside, IsInFlight) = (points[index], true);
        return new ListRequest(bucket, inside, from == inside ? null : from, Delimiter: "/");
    }

    /// <summary>Whether a branch has some itself, as far as those beside it tell.</summary>
    private static bool HasBranches(KeyRuler ruler, string branch) => ruler.Last.Count(Delimiter) > branch.Count(Delimiter);

    /// <summary>The branch whose children are worth asking for: the one that the last pages moved in.</summary>
    private string? Level(KeyRuler ruler)
    {
        int common = ruler.First.AsSpan().CommonPrefixLength(ruler.Last);
        int end = ruler.First.AsSpan(0, common).LastIndexOf(Delimiter) + 1;
        int last = ruler.Last.IndexOf(Delimiter, end);
        while (end >= prefix.Length)
        {
            string candidate = end == 0 ? "" : ruler.Last[..end];
            bool hasChildren = ruler.Last.IndexOf(Delimiter, end) >= 0;
            if (hasChildren && candidate != exhausted)
            {
                return Children(ruler, end) <= ruler.Samples.Count() / 3 ? candidate : null;
            }

            if (end == 0)
            {
                break;
            }

            end = ruler.Last.AsSpan(0, end - 1).LastIndexOf(Delimiter) + 1;
        }

        // The prefix itself may end in the middle of a name.
        return last >= 0 && end < prefix.Length && exhausted != prefix && !prefix.EndsWith(Delimiter) && Children(ruler, prefix.Length) <= ruler.Samples.Count() / 3 ? prefix : null;
    }

    private static int Children(KeyRuler ruler, int level)
    {
        int children = 0;
        string? previous = null;
        foreach (string sample in ruler.Samples)
        {
            int end = level < sample.Length ? sample.IndexOf(Delimiter, level) : -1;
            string child = end < 0 ? sample : sample[..end];
            children += child == previous ? 0 : 1;
            previous = child;
        }

        return children;
    }

    private int IndexAfter(string key)
    {
        int found = points.BinarySearch(key, Utf8KeyComparer.Instance);
        return found >= 0 ? found + 1 : ~found;
    }
}
