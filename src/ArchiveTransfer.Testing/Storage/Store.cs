using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ArchiveTransfer.Testing.Tokens;

namespace ArchiveTransfer.Testing.Storage;

/// <summary>Everybody and everything in one simulator.</summary>
internal sealed class Store
{
    private const int MostSessions = 10_000;

    private readonly Random _random;
    private readonly ConcurrentQueue<string> _sessions = new();
    private int _sessionSerial;

    public Store(S3SimulatorOptions options)
    {
        Options = options;
        _random = new Random(options.Seed);
        VersionIds = new VersionIds(options.Seed);
        Owner = AddIdentity("owner", withSessionToken: false);
    }

    public S3SimulatorOptions Options { get; }

    public S3Identity Owner { get; }

    public VersionIds VersionIds { get; }

    public ConcurrentDictionary<string, S3Identity> Identities { get; } = new(StringComparer.Ordinal);

    /// <summary>Endpoints by region, complete once the simulator has started.</summary>
    public ConcurrentDictionary<string, Uri> Endpoints { get; } = new(StringComparer.Ordinal);

    public ConcurrentDictionary<string, S3Bucket> Buckets { get; } = new(StringComparer.Ordinal);

    /// <summary>Buckets by what else names them: hosts, aliases and ARNs of access points.</summary>
    public ConcurrentDictionary<string, S3Bucket> AccessPoints { get; } = new(StringComparer.Ordinal);

    /// <summary>Now in whole seconds: LastModified has no more.</summary>
    public DateTimeOffset Now => DateTimeOffset.FromUnixTimeSeconds(Options.TimeProvider.GetUtcNow().ToUnixTimeSeconds());

    public S3Identity AddIdentity(string name, bool withSessionToken, DateTimeOffset? expiresAt = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        var identity = new S3Identity
        {
            AccessKey = "SIM" + name.ToUpperInvariant(),
            SecretKey = Derive("secret", name),
            SessionToken = withSessionToken || expiresAt is not null ? Derive("token", name) : null,
            ExpiresAt = expiresAt,
            AccountId = AccountIdOf(name),
        };
        return Identities.TryAdd(identity.AccessKey, identity) ? identity : throw new ArgumentException($"There is an identity '{name}' already.", nameof(name));
    }

    /// <summary>Null: there is one of this name in the account.</summary>
    public S3AccessPoint? AddAccessPoint(string name, S3Bucket bucket)
    {
        var account = bucket.Owner.AccountId;
        var digest = string.Concat(SHA256.HashData(Encoding.UTF8.GetBytes($"access-point:{Options.Seed}:{account}:{name}")).Select(static part => part.ToString("x2", CultureInfo.InvariantCulture)));
        var point = new S3AccessPoint($"arn:aws:s3:{bucket.Region}:{account}:accesspoint/{name}", $"{name}-{digest[..34]}-s3alias") { Host = $"{name}-{account}.s3-accesspoint" };
        if (!AccessPoints.TryAdd(point.Host, bucket))
        {
            return null;
        }

        AccessPoints[point.Alias] = bucket;
        AccessPoints[point.Arn] = bucket;
        return point;
    }

    public ConcurrentDictionary<string, Role> Roles { get; } = new(StringComparer.Ordinal);

    /// <summary>What the tokens of the identity provider are signed with.</summary>
    public byte[] WebIdentitySecret => Encoding.UTF8.GetBytes(Derive("web-identity", "provider"));

    /// <summary>Makes credentials that act as the identity of a role for a while. The oldest of very many are forgotten.</summary>
    public S3Identity BeginSession(Role role, string sessionName, TimeSpan duration)
    {
        var serial = $"session-{Interlocked.Increment(ref _sessionSerial)}";
        var session = new S3Identity
        {
            AccessKey = "ASIA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{Options.Seed}:{serial}")))[..16],
            SecretKey = Derive("secret", serial),
            SessionToken = Derive("token", serial),
            ExpiresAt = Now + duration,
            AccountId = role.Identity.AccountId,
            ActsAs = role.Identity.Principal,
            SessionArn = $"arn:aws:sts::{role.Identity.AccountId}:assumed-role/{role.Name}/{sessionName}",
        };
        Identities[session.AccessKey] = session;
        _sessions.Enqueue(session.AccessKey);
        if (_sessions.Count > MostSessions && _sessions.TryDequeue(out var oldest))
        {
            Identities.TryRemove(oldest, out _);
        }

        return session;
    }

    public int ExpireSessions()
    {
        var now = Options.TimeProvider.GetUtcNow();
        var ended = 0;
        foreach (var (key, identity) in Identities)
        {
            if (identity.SessionToken is not null && (identity.ExpiresAt is null || now < identity.ExpiresAt) && Identities.TryUpdate(key, identity with { ExpiresAt = now }, identity))
            {
                ended++;
            }
        }

        return ended;
    }

    public UInt128 RandomHash()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_random)
        {
            _random.NextBytes(bytes);
        }

        return ContentHash.ToETagHash(bytes);
    }

    private string AccountIdOf(string name)
    {
        var number = BitConverter.ToUInt64(SHA256.HashData(Encoding.UTF8.GetBytes($"account:{Options.Seed}:{name}"))) % 900_000_000_000;
        return (number + 100_000_000_000).ToString(CultureInfo.InvariantCulture);
    }

    private string Derive(string purpose, string name) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes($"{purpose}:{Options.Seed}:{name}")));
}
