namespace ArchiveTransfer.Testing.Admin;

/// <summary>Why something was not done.</summary>
internal sealed class AdminProblem
{
    public required string Error { get; set; }
}
