using System.Globalization;

namespace ArchiveTransfer.ClaimScenarios.Measuring;

/// <summary>Memory of a process and its children, by /proc; Linux.</summary>
internal static class ProcessTree
{
    /// <summary>Bytes of all of them now; not less than what the first one had at its highest. 0: gone, or another system.</summary>
    public static long ReadBytes(int id, bool withChildren)
    {
        (long now, long highest) = ReadOne(id);
        return !withChildren ? highest : Math.Max(highest, now + Children(id).Sum(static child => ReadResident(child)));
    }

    private static long ReadResident(int id) => ReadOne(id).Now + Children(id).Sum(static child => ReadResident(child));

    private static (long Now, long Highest) ReadOne(int id)
    {
        long now = 0;
        long highest = 0;
        foreach (string line in Lines($"/proc/{id}/status"))
        {
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
            {
                now = Bytes(line);
            }
            else if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
            {
                highest = Bytes(line);
            }
        }

        return (now, highest);
    }

    private static IEnumerable<int> Children(int id)
    {
        // By thread, since whichever of them started a child has it.
        string[] threads = Directory.Exists($"/proc/{id}/task") ? Entries($"/proc/{id}/task") : [];
        return threads.SelectMany(static thread => Lines($"{thread}/children"))
            .SelectMany(static line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(static number => int.Parse(number, CultureInfo.InvariantCulture));
    }

    private static string[] Entries(string directory)
    {
        try
        {
            return Directory.GetDirectories(directory);
        }
        catch (IOException)
        {
            return [];
        }
    }

    private static string[] Lines(string file)
    {
        try
        {
            return File.Exists(file) ? File.ReadAllLines(file) : [];
        }
        catch (IOException)
        {
            // It has ended meanwhile.
            return [];
        }
    }

    private static long Bytes(string line) => long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
}
