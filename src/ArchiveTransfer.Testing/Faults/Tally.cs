namespace ArchiveTransfer.Testing.Faults;

/// <summary>What has come of the requests of one name, or of all.</summary>
internal struct Tally
{
    public int Seen { get; set; }

    public int Struck { get; set; }

    /// <summary>How many more are struck without asking chance.</summary>
    public int BurstLeft { get; set; }
}
