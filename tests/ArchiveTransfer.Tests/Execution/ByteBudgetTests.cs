using Xunit;

namespace ArchiveTransfer.Execution;

public sealed class ByteBudgetTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Who_asks_first_is_served_first()
    {
        var budget = new ByteBudget(10);
        await budget.EnterAsync(8, Token);
        Task large = budget.EnterAsync(9, Token).AsTask();
        Task small = budget.EnterAsync(1, Token).AsTask();
        Assert.False(small.IsCompleted);

        budget.Release(8);
        await large;
        await small;
        Assert.Equal((10, 10), (budget.Current, budget.Peak));
    }

    [Fact]
    public async Task Who_gives_up_lets_the_next_one_pass()
    {
        var budget = new ByteBudget(10);
        await budget.EnterAsync(8, Token);
        using var impatience = new CancellationTokenSource();
        Task large = budget.EnterAsync(9, impatience.Token).AsTask();
        Task small = budget.EnterAsync(2, Token).AsTask();
        await impatience.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => large);
        await small;
        Assert.Equal(10, budget.Current);
    }

    [Fact]
    public async Task It_balances_under_load()
    {
        var budget = new ByteBudget(100);
        await Parallel.ForAsync(0, 5_000, new ParallelOptions { MaxDegreeOfParallelism = 32 }, async (i, _) =>
        {
            using var impatience = new CancellationTokenSource();
            long bytes = (i % 60) + 1;
            Task entry = budget.EnterAsync(bytes, impatience.Token).AsTask();
            if (i % 3 == 0)
            {
                await impatience.CancelAsync();
            }

            try
            {
                await entry;
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Task.Yield();
            budget.Release(bytes);
        });

        Assert.Equal(0, budget.Current);
        Assert.InRange(budget.Peak, 1, 100);
    }
}
