using Xunit;

namespace ArchiveTransfer.ObjectStorage.Direct;

public sealed class ConsentMemoryTests
{
    [Fact]
    public void A_store_that_let_the_question_pass_is_not_asked_again_and_others_are()
    {
        var memory = new ConsentMemory();
        memory.Waited("http://prompt", TimeSpan.FromMilliseconds(20));
        memory.Waited("http://silent", ConsentMemory.Patience);
        Assert.True(memory.IsWorthAsking("http://prompt", ConsentMemory.LeastBytes + 1));
        Assert.False(memory.IsWorthAsking("http://silent", ConsentMemory.LeastBytes + 1));
    }

    [Fact]
    public void A_short_body_is_not_worth_a_question() => Assert.False(new ConsentMemory().IsWorthAsking("http://prompt", ConsentMemory.LeastBytes));
}
