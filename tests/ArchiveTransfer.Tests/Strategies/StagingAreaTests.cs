using Xunit;

namespace ArchiveTransfer.Strategies;

public sealed class StagingAreaTests : IDisposable
{
    private readonly string root = Path.Combine(Path.GetTempPath(), $"archivetransfer-tests-{Guid.NewGuid():N}");

    [Fact]
    public async Task It_is_made_late_private_and_gone_at_the_end()
    {
        var area = new StagingArea(root);
        Assert.False(Directory.Exists(root));

        StagedFile file = await area.CreateAsync(1000, TestContext.Current.CancellationToken);
        string directory = Assert.Single(Directory.GetDirectories(root));
        Assert.Single(Directory.GetFiles(directory));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
        }

        Assert.Equal((1000, 1000), (area.CurrentBytes, area.PeakBytes));
        file.Dispose();
        file.Dispose();
        Assert.Empty(Directory.GetFiles(directory));
        Assert.Equal((0, 1000), (area.CurrentBytes, area.PeakBytes));

        await area.DisposeAsync();
        Assert.False(Directory.Exists(root));
    }

    [Fact]
    public async Task What_others_left_there_is_not_touched()
    {
        Directory.CreateDirectory(root);
        string other = Path.Combine(root, "archivetransfer-of-another-run");
        Directory.CreateDirectory(other);
        await using (var area = new StagingArea(root))
        {
            using StagedFile file = await area.CreateAsync(1, TestContext.Current.CancellationToken);
        }

        Assert.Equal([other], Directory.GetFileSystemEntries(root));
    }

    [Fact]
    public async Task A_file_waits_for_room_and_one_larger_than_all_goes_alone()
    {
        await using var area = new StagingArea(root, maxBytes: 1000);
        StagedFile first = await area.CreateAsync(600, TestContext.Current.CancellationToken);
        Task<StagedFile> second = area.CreateAsync(5000, TestContext.Current.CancellationToken).AsTask();
        Task<StagedFile> third = area.CreateAsync(1, TestContext.Current.CancellationToken).AsTask();
        Assert.False(second.IsCompleted);
        Assert.False(third.IsCompleted);

        first.Dispose();
        (await second).Dispose();
        (await third).Dispose();
        Assert.Equal((0, 5000), (area.CurrentBytes, area.PeakBytes));
    }

    [Fact]
    public async Task A_disk_that_cannot_hold_it_says_so_at_once()
    {
        await using var area = new StagingArea(root);
        await Assert.ThrowsAsync<StagingException>(() => area.CreateAsync(1L << 60, TestContext.Current.CancellationToken).AsTask());
        Assert.Equal((0, 0), (area.CurrentBytes, area.PeakBytes));
        Assert.Empty(Directory.GetFiles(root, "*", SearchOption.AllDirectories));
    }

    public void Dispose()
    {
        if (Directory.Exists(root))
        {
            Directory.Delete(root, recursive: true);
        }
    }
}
