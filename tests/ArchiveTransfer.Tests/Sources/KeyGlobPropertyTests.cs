using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Xunit;

namespace ArchiveTransfer;

public sealed class KeyGlobPropertyTests
{
    private const string AnyCharacter = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^\uD800-\uDFFF])";
    private const string AnyButSlash = @"(?:[\uD800-\uDBFF][\uDC00-\uDFFF]|[^/\uD800-\uDFFF])";

    private static readonly Gen<string> _piece = Gen.Elements("a", "b", "/", "*", "**", "**/", "?", "[ab]", "[!a]", "{a,b/}", "{**/a,*}", "\\*", "\ud83d\ude00");

    private static readonly Gen<string> _glob = _piece.NonEmptyListOf().Select(static pieces => string.Concat(pieces.Take(10)));

    private static readonly Gen<string> _key = Gen.Elements("a", "b", "/", "*", "\ud83d\ude00").ListOf().Select(static pieces => string.Concat(pieces.Take(12)));

    [Fact]
    public void Matches_what_a_regular_expression_of_the_same_meaning_matches() =>
        Prop.ForAll(_glob.ToArbitrary(), _key.ToArbitrary(), static (glob, key) => KeyGlob.Parse(glob).Matches(key) == ReferenceMatches(glob, key))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(5_000));

    [Fact]
    public void An_escaped_key_matches_itself_and_nothing_else() =>
        Prop.ForAll<NonEmptyString, NonEmptyString>(static (one, other) =>
        {
            if (one.Get.Length > 500)
            {
                return true;
            }

            // A slash in front, so that the whole key is compared.
            var glob = KeyGlob.Parse("/" + string.Concat(one.Get.Select(static c => char.IsSurrogate(c) ? $"{c}" : $"\\{c}")));
            return glob.Matches("/" + one.Get) && glob.Matches("/" + other.Get) == (one.Get == other.Get);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_text_makes_the_parser_throw() =>
        Prop.ForAll<NonNull<string>>(static text => KeyGlob.TryParse(text.Get, out var glob, out var problem) ? glob.Matches(text.Get) | true : problem.Length > 0).QuickCheckThrowOnFailure();

    private static bool ReferenceMatches(string glob, string key)
    {
        var subject = glob.Contains('/', StringComparison.Ordinal) || glob.Contains("**", StringComparison.Ordinal) ? key : key[(key.LastIndexOf('/') + 1)..];
        return Regex.IsMatch(subject, "^" + Translate(glob) + @"\z", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
    }

    /// <summary>Knows only what the generator writes.</summary>
    private static string Translate(string glob)
    {
        var regex = new StringBuilder();
        var atStart = new Stack<bool>([true]);
        var isStart = true;
        for (var i = 0; i < glob.Length; i++)
        {
            var wasStart = isStart;
            isStart = glob[i] == '/';
            switch (glob[i])
            {
                case '*':
                    var stars = glob.Length - i - glob[i..].TrimStart('*').Length;
                    i += stars - 1;
                    if (stars > 1 && wasStart && i + 1 < glob.Length && glob[i + 1] == '/')
                    {
                        i++;
                        regex.Append($"(?:{AnyCharacter}*/)?");
                    }
                    else
                    {
                        regex.Append(stars > 1 ? $"{AnyCharacter}*" : $"{AnyButSlash}*");
                    }

                    break;
                case '?':
                    regex.Append(AnyButSlash);
                    break;
                case '[':
                    regex.Append(glob[i + 1] == '!' ? $"(?!a){AnyButSlash}" : "[ab]");
                    i = glob.IndexOf(']', i);
                    break;
                case '{':
                    atStart.Push(wasStart);
                    isStart = wasStart;
                    regex.Append("(?:");
                    break;
                case ',':
                    isStart = atStart.Peek();
                    regex.Append('|');
                    break;
                case '}':
                    atStart.Pop();
                    regex.Append(')');
                    break;
                case '\\':
                    regex.Append(@"\*");
                    i++;
                    break;
                default:
                    regex.Append(glob[i]);
                    break;
            }
        }

        return regex.ToString();
    }
}
