using Amazon.S3;

namespace ArchiveTransfer.ObjectStorage.Sdk;

/// <summary>
/// The client of a side and its successors in other regions: one that the bucket is asked for before anything else, one that is learned when the
/// store refuses a request and names another region. Never a third, so that two answers cannot send requests in a circle.
/// All live as long as the store: answers under way and strategies of the user's may hold any of them.
/// </summary>
/// <param name="first">In the region that is configured or guessed.</param>
/// <param name="access">Told of every new region.</param>
/// <param name="successor">Makes the client of a region.</param>
/// <param name="bucket">The side's.</param>
/// <param name="endpoint">Names the store in what the process remembers.</param>
/// <param name="origin">Who told the region of the first client.</param>
internal sealed class RegionalClients(
    IAmazonS3 first, StoreAccess access, Func<string, IAmazonS3> successor, StoreSide side, string bucket, string endpoint, RegionOrigin origin) : IDisposable
{
    private readonly object gate = new();
    private readonly List<IAmazonS3> all = [first];

    /// <summary>The options or the SDK's own configuration give an address, which no region changes.</summary>
    private readonly bool isOneAddress = !string.IsNullOrEmpty(first.Config.ServiceURL);

    private volatile IAmazonS3 current = first;
    private volatile bool isToldAndNew;
    private bool learned;

    public IAmazonS3 Current => current;

    /// <summary>The bucket's region by configuration, its ARN or the store's word; null: a guess.</summary>
    public string? Known { get; private set; } = origin is RegionOrigin.Configured ? access.Region : null;

    /// <summary>Called once, when a refusal named another region than the one that was asked: from, to.</summary>
    public Action<string, string>? Learned { get; set; }

    /// <summary>Goes to the region of the bucket where nobody configured one: by what the process remembers, else by one HEAD of the bucket, whatever its status.</summary>
    /// <exception cref="ArchiveTransferException">There is not even a guess.</exception>
    public async ValueTask FindAsync(CancellationToken cancellationToken)
    {
        // At a given address the region is a word in the signature, and only a refusal tells another one.
        if (Known is not null || isOneAddress)
        {
            return;
        }

        string? region = BucketRegions.Find(endpoint, bucket);
        if (region is null)
        {
            (region, StoreError? error) = await BucketHead.AskAsync(current, bucket, cancellationToken).ConfigureAwait(false);
            if (!BucketRegions.IsName(region))
            {
                if (origin == RegionOrigin.Nobody)
                {
                    throw S3ClientFactory.NoRegion(side, bucket, error);
                }

                return;
            }
        }

        lock (gate)
        {
            MoveTo(region!);
        }
    }

    /// <summary>A request was answered as it should be: where it went is remembered for the process, if somebody told it.</summary>
    public void Answered(IAmazonS3 asked, string named)
    {
        if (!isToldAndNew || named != bucket)
        {
            return;
        }

        lock (gate)
        {
            if (isToldAndNew && ReferenceEquals(asked, current))
            {
                isToldAndNew = false;
                BucketRegions.Remember(endpoint, bucket, Known!);
            }
        }
    }

    /// <summary>Nobody is where the bucket was said to be: the next run asks again.</summary>
    public void Doubt(string named)
    {
        if (named == bucket)
        {
            BucketRegions.Forget(endpoint, bucket);
        }
    }

    /// <summary>Whether a refused request may be sent again because there is a client in another region than the one asked.</summary>
    /// <param name="asked">The client whose request was refused.</param>
    /// <param name="named">The bucket that the request named; where another one is says nothing of the side's.</param>
    public bool Follow(IAmazonS3 asked, string named, StoreError error)
    {
        if (named != bucket || !NamesRegion(error))
        {
            return false;
        }

        string from;
        lock (gate)
        {
            if (!ReferenceEquals(asked, current))
            {
                return true;
            }

            from = access.Region;
            if (learned || error.BucketRegion == from)
            {
                return false;
            }

            learned = true;
            MoveTo(error.BucketRegion!);
        }

        Learned?.Invoke(from, error.BucketRegion!);
        return true;
    }

    public void Dispose()
    {
        lock (gate)
        {
            foreach (IAmazonS3 client in all)
            {
                client.Dispose();
            }
        }
    }

    /// <summary>At one address only the signature can be for another region: a redirect means another address, to which nothing signed is ever sent.</summary>
    private bool NamesRegion(StoreError error) =>
        BucketRegions.IsName(error.BucketRegion) && (error.Code == "AuthorizationHeaderMalformed" || (!isOneAddress && error.StatusCode is 301 or 307 or 308));

    private void MoveTo(string region)
    {
        Known = region;
        if (region != access.Region)
        {
            IAmazonS3 next = successor(region);
            all.Add(next);
            access.Region = region;
            current = next;
        }

        isToldAndNew = true;
    }
}
