using System.Text.Json.Serialization;
using ArchiveTransfer.Testing.Profiles;

namespace ArchiveTransfer.Testing;

/// <content>What tells one store from another: a switch each, all of them set by a profile.</content>
public sealed partial class S3SimulatorOptions
{
    /// <summary>Operations answered with 501 NotImplemented, by name: <c>UploadPartCopy</c>. Empty by default.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public ISet<string> NotImplemented { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>
    /// Headers that are refused, and with which status: 501 NotImplemented, as R2 does, anything else InvalidArgument. A name alone is refused everywhere;
    /// <c>CopyObject:x-amz-checksum-algorithm</c> by one operation; <c>x-amz-storage-class=GLACIER</c> with one value. Case does not matter in names. Empty by default.
    /// </summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public IDictionary<string, int> RefusedHeaders { get; } = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Regions that signatures may name besides the store's own: R2 takes <c>auto</c> and the empty one; <c>*</c> is any (Ceph). Empty by default.</summary>
    [JsonObjectCreationHandling(JsonObjectCreationHandling.Populate)]
    public ISet<string> AcceptedRegions { get; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Answer of GetBucketLocation; null, the default: what the region of the bucket makes of it. Ceph: <c>default</c>, the name of its zone group.</summary>
    public string? LocationConstraint { get; set; }

    /// <summary>HeadBucket tells the region, CreateBucket the location, in headers; off: neither (Ceph).</summary>
    public bool TellsRegion { get; set; } = true;

    /// <summary>Refuses requests with an <c>x-amz-*</c> or Content-MD5 header that was not signed; off: accepted (Ceph).</summary>
    public bool RequiresSignedHeaders { get; set; } = true;

    /// <summary>Refuses requests whose <c>x-amz-expected-bucket-owner</c> is another account, with 403; off: ignored (Ceph).</summary>
    public bool HonorsExpectedOwner { get; set; } = true;

    /// <summary>Refuses a session token sent with a long-term key; off: ignored (Ceph).</summary>
    public bool RefusesNeedlessTokens { get; set; } = true;

    /// <summary>Takes aws-chunked bodies with a trailer; off: 400 XAmzContentSHA256Mismatch, for their <c>x-amz-content-sha256</c> is taken for a hash (Ceph).</summary>
    public bool TakesTrailers { get; set; } = true;

    /// <summary>An aws-chunked body whose chunks, but the last, are smaller than 8 KiB is 403 InvalidChunkSizeError; off: taken (Ceph).</summary>
    public bool LimitsChunks { get; set; } = true;

    /// <summary>GetObjectAttributes is not known and answered as GetObject, with the content (Ceph).</summary>
    public bool AnswersAttributesWithContent { get; set; }

    /// <summary>Answers GET and HEAD with <c>partNumber</c> by that part; off: by the whole object (Ceph).</summary>
    public bool HonorsPartNumber { get; set; } = true;

    /// <summary>Takes canned access control lists and grants, which change nothing; off: 400 AccessControlListNotSupported, as in buckets of S3 made since 2023 unless a client made them with a list or another ownership.</summary>
    public bool AcceptsAcls { get; set; }

    /// <summary>Answers <c>x-amz-server-side-encryption: AES256</c> for every object that is not encrypted otherwise; off: only for those that asked (Ceph).</summary>
    public bool EncryptsByDefault { get; set; } = true;

    /// <summary>Takes the keys of SSE-C over plain HTTP, too; off: 400, as S3 does.</summary>
    public bool AllowsCustomerKeysOverHttp { get; set; }

    /// <summary>PutObject honours <c>If-Match</c> and <c>If-None-Match</c>; off: ignored. Ceph honours them there and nowhere else.</summary>
    public bool HonorsConditionsOnPut { get; set; } = true;

    /// <summary>CopyObject honours <c>If-Match</c> and <c>If-None-Match</c> for its destination; off: overwrites (Ceph, R2).</summary>
    public bool HonorsConditionsOnCopy { get; set; } = true;

    /// <summary>CopyObject and UploadPartCopy honour <c>x-amz-copy-source-if-*</c>; off: copy all the same (Ceph).</summary>
    public bool HonorsConditionsOnCopySource { get; set; } = true;

    /// <summary>CompleteMultipartUpload honours <c>If-Match</c> and <c>If-None-Match</c>; off: overwrites (Ceph).</summary>
    public bool HonorsConditionsOnComplete { get; set; } = true;

    /// <summary>DeleteObject honours <c>If-Match</c>; off: deletes (Ceph).</summary>
    public bool HonorsConditionsOnDelete { get; set; } = true;

    /// <summary>
    /// A condition is one ETag and nothing else: <c>*</c> and lists never match in a read; a write compares letter by letter, quotes included, so that an ETag in quotes never
    /// matches, and any value of <c>If-None-Match</c> is allowed (Ceph).
    /// </summary>
    public bool ComparesETagsVerbatim { get; set; }

    /// <summary>A date in a condition that is none is 400 InvalidArgument; off: such a header is ignored.</summary>
    public bool RefusesMalformedDates { get; set; }

    /// <summary>An upload whose completion fails on a condition is gone, as if aborted (R2, by its changelog of 2023-08-11).</summary>
    public bool FailedConditionEndsUpload { get; set; }

    /// <summary>UploadPartCopy from a bucket of another owner is 403 even where CopyObject works (Ceph).</summary>
    public bool DenyPartCopyFromForeignBuckets { get; set; }

    /// <summary>Leaves the quotes out of the ETag in the answers of CopyObject and UploadPartCopy, and of a repeated CompleteMultipartUpload (Ceph).</summary>
    public bool ETagWithoutQuotes { get; set; }

    /// <summary>CopyObject keeps the <c>-N</c> ETag of a multipart source (Ceph) instead of making an MD5.</summary>
    public bool CopyKeepsMultipartETag { get; set; }

    /// <summary>CopyObject honours <c>x-amz-tagging-directive: REPLACE</c>; off: the copy has the tags of its source, whatever was asked (Ceph).</summary>
    public bool HonorsTaggingDirective { get; set; } = true;

    /// <summary>CopyObject and UploadPartCopy answer with the version ids of object and source where there are versions; off: with neither (Ceph).</summary>
    public bool TellsVersionsOfCopies { get; set; } = true;

    /// <summary>Checks <c>x-amz-checksum-*</c>, keeps and returns them, on copies too; off: all of it is ignored (Ceph).</summary>
    public bool HonorsChecksums { get; set; } = true;

    /// <summary>Leaves <c>aws-chunked</c> in the Content-Encoding of the object (Ceph).</summary>
    public bool KeepAwsChunkedEncoding { get; set; }

    /// <summary>User metadata above 2,048 bytes is 400 MetadataTooLarge; off: no limit but that of HTTP (Ceph).</summary>
    public bool LimitsUserMetadata { get; set; } = true;

    /// <summary>Two tags of one key are kept (Ceph) instead of refused.</summary>
    public bool AllowsRepeatedTags { get; set; }

    /// <summary>Answers <c>x-amz-storage-class: STANDARD</c> for objects that were written with that header (Ceph); off: STANDARD is never answered.</summary>
    public bool EchoesStandardClass { get; set; }

    /// <summary>Bytes that a part other than the last must have; 5 MiB by default. Lower it to test many parts with little data.</summary>
    public long MinimumPartSize { get; set; } = 5L << 20;

    /// <summary>Parts but the last must have one size, and the last no more, or completing is 400 InvalidPart (R2).</summary>
    public bool RequiresEqualParts { get; set; }

    /// <summary>Parts named in any order are put in order when completing (Ceph; R2 by its changelog of 2024-01-26) instead of 400 InvalidPartOrder.</summary>
    public bool SortsParts { get; set; }

    /// <summary>Completing must name every part that was uploaded, or it is 400 InvalidPart (Ceph).</summary>
    public bool CompletesOnlyWithAllParts { get; set; }

    /// <summary>Part numbers other than 1 to 10,000 are refused; off: any whole number is taken (Ceph).</summary>
    public bool ChecksPartNumbers { get; set; } = true;

    /// <summary>CompleteMultipartUpload answers with an empty ETag (Ceph).</summary>
    public bool EmptyETagOnComplete { get; set; }

    /// <summary>Completing an upload again, while its object is the one that it made, is 200 with the ETag (Ceph) instead of 404 NoSuchUpload.</summary>
    public bool AnswersRepeatedComplete { get; set; }

    /// <summary>Tags sent with CreateMultipartUpload are lost: 0 are counted, and GetObjectTagging is 200 without a body (Ceph).</summary>
    public bool LosesTagsOfUploads { get; set; }

    /// <summary>Dates a multipart object by the start of its upload; off: by its completion (Ceph).</summary>
    public bool DatesMultipartByInitiation { get; set; } = true;

    /// <summary>Lists in an order that is not that of UTF-8: complete, each key once, the same every time (S3 directory buckets, gateways over hashed stores).</summary>
    public bool ListsUnordered { get; set; }

    /// <summary>Refuses wrong parameters of ListObjectsV2; off: nonsense in max-keys, encoding-type and tokens is taken for something (Ceph).</summary>
    public bool ChecksListingParameters { get; set; } = true;

    /// <summary>With a delimiter, StartAfter inside a common prefix leaves out that prefix (Ceph); off: it is listed while keys below it follow.</summary>
    public bool StartAfterSkipsCommonPrefix { get; set; }

    /// <summary>ListObjects names the next marker of a page that is not the last (Ceph); off: only where there is a delimiter.</summary>
    public bool AlwaysNamesNextMarker { get; set; }

    /// <summary>Continuation tokens are keys in plain text, and any text is one (Ceph).</summary>
    public bool ContinuationTokensAreKeys { get; set; }

    /// <summary>With <c>encoding-type=url</c>: blank <c>%20</c>, slash <c>%2F</c>, Prefix and StartAfter plain (Ceph), not <c>+</c>, <c>/</c> and all encoded.</summary>
    public bool EncodesListingsLikeCeph { get; set; }

    /// <summary>Listings of uploads and parts leave out empty elements, always name where the next page would start, do not show what a delimiter hides, and name no owner of parts (Ceph).</summary>
    public bool ListsUploadsLikeCeph { get; set; }

    /// <summary>Ranges: backwards is 416, letters are 0, of several the first counts, a suffix of nothing is everything, another unit still makes a Content-Range (Ceph).</summary>
    public bool ReadsRangesLikeCeph { get; set; }

    /// <summary>DeleteObjects needs no digest and checks none, takes an empty list, and answers a body that it cannot read with 400 and nothing else (Ceph).</summary>
    public bool ReadsBatchesLikeCeph { get; set; }

    /// <summary>Errors carry status and code of Ceph where they differ: 400 InvalidObjectName, 404 NoSuchKey for a missing upload, 416 InvalidRange for a part copy, and others; they carry no header of S3, such as the ETag of a 304.</summary>
    public bool AnswersCodesOfCeph { get; set; }

    /// <summary>
    /// Resets every switch of this part to that store. Switches set before are lost, those set afterwards count: apply the profile first, then change what should differ from it.
    /// </summary>
    public void Apply(S3Profile profile) => StoreProfile.Apply(this, profile);

    /// <summary>The profile of this name, as a command line gives it: <c>aws</c>, <c>ceph-rgw</c>, <c>r2-like</c>, <c>no-server-side-copy</c>, <c>unordered-listing</c>. Any other is an ArgumentException.</summary>
    public static S3Profile FindProfile(string name) => StoreProfile.Find(name);
}
