using ArchiveTransfer.Execution;
using Xunit;

namespace ArchiveTransfer.Selection;

/// <summary>What is learned of one way between two buckets, object by object.</summary>
public sealed class PairStateTests
{
    private readonly TestTime time = new();

    [Fact]
    public void One_object_goes_first_and_the_others_wait_for_its_outcome()
    {
        var pair = new PairState(time);
        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
        Task changed = pair.Changed;
        Assert.Null(pair.TryEnter(sendsCanaries: true));
        Assert.False(changed.IsCompleted);

        pair.Succeed();

        Assert.True(changed.IsCompleted);
        Assert.Equal(Passage.Open, pair.TryEnter(sendsCanaries: true));
    }

    [Fact]
    public void Three_objects_refused_alike_close_the_pair()
    {
        var pair = new PairState(time);
        Assert.False(Probe(pair, "a", "AccessDenied"));
        Assert.False(Probe(pair, "b", "AccessDenied"));
        Assert.True(Probe(pair, "c", "AccessDenied"));
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: true));
    }

    [Fact]
    public void Refusals_of_one_key_or_with_different_codes_close_nothing()
    {
        var pair = new PairState(time);
        foreach ((string key, string code) in new[] { ("a", "X"), ("a", "X"), ("a", "X"), ("b", "Y"), ("c", "X"), ("d", "Y"), ("e", "X"), ("f", "X") })
        {
            Assert.False(Probe(pair, key, code));
        }

        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
    }

    [Fact]
    public void A_success_makes_every_later_refusal_that_objects_own()
    {
        var pair = new PairState(time);
        Probe(pair, "a", "AccessDenied");
        Probe(pair, "b", "AccessDenied");
        pair.Succeed();
        for (int index = 0; index < 10; index++)
        {
            Assert.False(pair.Refuse($"{index}", "AccessDenied"));
        }

        Assert.Equal(Passage.Open, pair.TryEnter(sendsCanaries: true));
    }

    [Fact]
    public void A_closed_pair_is_asked_again_by_one_object_every_ten_minutes()
    {
        PairState pair = Closed();
        time.Advance(PairState.AskAgainAfter - TimeSpan.FromSeconds(1));
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: true));

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: true));
        Assert.False(pair.Refuse("again", "AccessDenied"));
        pair.Leave(CanaryWord.Told);
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: true));

        time.Advance(PairState.AskAgainAfter);
        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
        pair.Succeed();
        pair.Leave(CanaryWord.Told);
        Assert.Equal(Passage.Open, pair.TryEnter(sendsCanaries: true));
        Assert.Equal((true, false), (pair.TakeReopened(), pair.TakeReopened()));
    }

    [Fact]
    public void A_closed_pair_is_not_asked_again_at_once_by_a_canary_that_came_to_nothing()
    {
        PairState pair = Closed();
        time.Advance(PairState.AskAgainAfter);
        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
        pair.Leave(CanaryWord.Nothing);
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: true));
    }

    [Fact]
    public void Canaries_that_tell_nothing_are_followed_by_more_at_a_time()
    {
        var pair = new PairState(time);
        List<int> rounds = [];
        for (int round = 0; round < 6; round++)
        {
            int entered = EnterAll(pair);
            rounds.Add(entered);
            for (int index = 0; index < entered; index++)
            {
                pair.Leave(CanaryWord.Nothing);
            }
        }

        Assert.Equal([1, 1, 1, 2, 4, 8], rounds);
    }

    [Fact]
    public void A_canary_that_the_store_fails_and_does_not_refuse_is_joined_by_twice_as_many_each_time()
    {
        var pair = new PairState(time);
        Assert.Equal(1, EnterAll(pair));
        pair.NotRefused();
        Assert.Equal(1, EnterAll(pair));
        pair.NotRefused();
        Assert.Equal(2, EnterAll(pair));
        pair.Leave(CanaryWord.NotRefused);
        Assert.Equal(5, EnterAll(pair));
    }

    [Fact]
    public void A_canary_that_takes_long_is_joined_by_others()
    {
        var pair = new PairState(time);
        Assert.Equal(1, EnterAll(pair));
        time.Advance(PairState.Patience);
        Assert.Equal(1, EnterAll(pair));
        Assert.Equal(0, EnterAll(pair));
        time.Advance(PairState.Patience);
        Assert.Equal(2, EnterAll(pair));
    }

    [Fact]
    public void Refusals_whose_codes_vary_do_not_keep_all_others_waiting_for_ever()
    {
        var pair = new PairState(time);
        int entered = 0;
        for (int round = 0; round < 8; round++)
        {
            int now = EnterAll(pair);
            entered += now;
            for (int index = 0; index < now; index++)
            {
                Assert.False(pair.Refuse($"{round}.{index}", $"Code{round}.{index}"));
                pair.Leave(CanaryWord.Told);
            }
        }

        Assert.InRange(entered, 60, 200);
    }

    [Fact]
    public void A_way_without_canaries_lets_all_in_until_the_pair_is_closed()
    {
        var pair = new PairState(time);
        Assert.All(Enumerable.Range(0, 10), _ => Assert.Equal(Passage.Open, pair.TryEnter(sendsCanaries: false)));
        pair.Refuse("a", "X");
        pair.Refuse("b", "X");
        Assert.True(pair.Refuse("c", "X"));
        Assert.Equal(Passage.Closed, pair.TryEnter(sendsCanaries: false));
    }

    private static int EnterAll(PairState pair)
    {
        int entered = 0;
        while (pair.TryEnter(sendsCanaries: true) is Passage.Canary)
        {
            entered++;
        }

        return entered;
    }

    private PairState Closed()
    {
        var pair = new PairState(time);
        Probe(pair, "a", "AccessDenied");
        Probe(pair, "b", "AccessDenied");
        Assert.True(Probe(pair, "c", "AccessDenied"));
        return pair;
    }

    private static bool Probe(PairState pair, string key, string code)
    {
        Assert.Equal(Passage.Canary, pair.TryEnter(sendsCanaries: true));
        bool closed = pair.Refuse(key, code);
        pair.Leave(CanaryWord.Told);
        return closed;
    }
}
