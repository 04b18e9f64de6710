using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer;

public sealed class EditDistanceTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("Bucket", "Buckt", 1)]
    public void Known_distances(string one, string other, int distance) => Assert.Equal(distance, EditDistance.Between(one, other));

    [Fact]
    public void It_is_a_distance() => Prop.ForAll<NonNull<string>, NonNull<string>>(static (one, other) =>
    {
        var distance = EditDistance.Between(one.Get, other.Get);
        return distance == EditDistance.Between(other.Get, one.Get)
            && (distance == 0) == (one.Get == other.Get)
            && distance >= Math.Abs(one.Get.Length - other.Get.Length)
            && distance <= Math.Max(one.Get.Length, other.Get.Length);
    }).QuickCheckThrowOnFailure();
}
