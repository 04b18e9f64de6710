namespace ArchiveTransfer.Verification;

/// <summary>Why evidence is not stronger: constant texts.</summary>
internal static class EvidenceReasons
{
    public const string NotCompared = "sizes were compared; the ETags are not comparable";
    public const string OnlyExists = "an object is there; neither size nor content was compared";
    public const string NotLooked = "nothing but the store's word was asked for";
    public const string SizeFromHead = "the size was read back; the ETags are not comparable";
}
