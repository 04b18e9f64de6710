using System.Globalization;
using ArchiveTransfer.Execution;

namespace ArchiveTransfer.Planning;

/// <summary>
/// Stops a sudden mass overwrite before it begins. Objects that would replace something are held back; when there are too many to be
/// harmless, one more pass over both listings tells their share exactly, and they go or the run stops. Holds a thousand objects, whatever the number.
/// </summary>
internal sealed class OverwriteGuard(SanityOptions sanity, OverwriteMode overwrite)
{
    /// <summary>Fewer replaced objects than this are harmless, whatever their share.</summary>
    public const int HarmlessCount = 1_000;

    private readonly List<WorkItem> held = [];

    /// <summary>Objects that replace something are to be held.</summary>
    public bool IsActive { get; private set; } = overwrite == OverwriteMode.IfDifferent && sanity.MaxChangedShare < 1;

    /// <summary>Holds one back; true when it is time to count.</summary>
    public bool Hold(WorkItem item)
    {
        held.Add(item);
        return held.Count > HarmlessCount;
    }

    /// <summary>Why the run must not go on, or null. A count below what is held has missed objects: the held ones then stand for themselves.</summary>
    public TransferError? Judge(long replaced, long present)
    {
        replaced = Math.Max(replaced, held.Count);
        present = Math.Max(present, replaced);
        return replaced <= HarmlessCount || (double)replaced / present <= sanity.MaxChangedShare ? null : new TransferError
        {
            Code = TransferErrorCodes.MassChange,
            Message = string.Create(
                CultureInfo.InvariantCulture,
                $"{replaced} of the {present} objects at the destination would be replaced, {(double)replaced / present:P1} where Sanity.MaxChangedShare allows {sanity.MaxChangedShare:P1}; nothing was replaced. If that is meant, raise Sanity.MaxChangedShare or set Overwrite to Always."),
        };
    }

    /// <summary>Why the run must not go on when the share could not be counted.</summary>
    public static TransferError Refuse(string reason) => new()
    {
        Code = TransferErrorCodes.MassChange,
        Message = string.Create(
            CultureInfo.InvariantCulture,
            $"More than {HarmlessCount} objects at the destination would be replaced, and which share of it they are could not be told: {reason} Nothing was replaced. Run again; if so many are meant, set Sanity.MaxChangedShare to 1 or Overwrite to Always."),
    };

    /// <summary>Lets go of what was held and holds no more.</summary>
    public IReadOnlyList<WorkItem> Release()
    {
        IsActive = false;
        WorkItem[] released = [.. held];
        held.Clear();
        return released;
    }
}
