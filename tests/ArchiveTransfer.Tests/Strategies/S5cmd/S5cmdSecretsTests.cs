using Amazon.Runtime;
using Xunit;

namespace ArchiveTransfer.Strategies.S5cmd;

public sealed class S5cmdSecretsTests
{
    private const string Key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private static readonly S5cmdSecrets Secrets = S5cmdSecrets.Of(new ImmutableCredentials("AKIDEXAMPLE", Key, "a-session-token"), new Dictionary<string, string>());

    [Fact]
    public void Whole_ones_are_masked_wherever_they_stand() =>
        Assert.Equal("*** and *** with ***.", Secrets.Mask($"AKIDEXAMPLE and {Key} with a-session-token."));

    /// <summary>A child that dies in the middle of a line leaves half a secret, which is half of what it takes.</summary>
    [Fact]
    public void What_is_cut_is_masked_as_well()
    {
        for (int length = 4; length < Key.Length; length++)
        {
            Assert.Equal("key ***", Secrets.Mask($"key {Key[..length]}"));
        }

        Assert.Equal("nothing to hide", Secrets.Mask("nothing to hide"));
        Assert.Equal("", Secrets.Mask(""));
        Assert.Equal("as it is", S5cmdSecrets.None.Mask("as it is"));
    }
}
