using System.Globalization;
using System.Text.RegularExpressions;
using Rpc.Tests.Shared;

namespace Rpc.Docs.Tests;

/// <summary>What the sources under <c>src</c> log, count and fail with, read as text: so that a name which nobody documented is found whoever added it.</summary>
internal static partial class SourceFacts
{
    private static readonly Lazy<IReadOnlyList<string>> s_sources = new(static () => [.. Directory.EnumerateFiles(RepositoryPaths.Path("src"), "*.cs", SearchOption.AllDirectories)
        .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText)]);

    /// <summary>Event ids and their levels; an empty level is chosen at run time.</summary>
    public static IReadOnlyDictionary<int, string> Events() => s_sources.Value.SelectMany(static text => Events(text)).ToDictionary();

    /// <summary>Names of instruments and their units.</summary>
    public static IReadOnlyDictionary<string, string> Instruments() => s_sources.Value.SelectMany(static text => Instruments(text)).ToDictionary();

    /// <summary>The members of an enum that is alone in its file.</summary>
    public static IReadOnlySet<string> Members(string file) =>
        Member().Matches(File.ReadAllText(RepositoryPaths.Path(file))).Select(static match => match.Groups["name"].Value).ToHashSet(StringComparer.Ordinal);

    /// <summary>The events that a source logs.</summary>
    public static IEnumerable<KeyValuePair<int, string>> Events(string text) => Logged().Matches(text)
        .Select(static match => KeyValuePair.Create(int.Parse(match.Groups["id"].Value, CultureInfo.InvariantCulture), match.Groups["level"].Value));

    /// <summary>The instruments that a source makes: a name of ours, then a unit.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Instruments(string text) => Made().Matches(text)
        .Select(static match => KeyValuePair.Create(match.Groups["name"].Value, match.Groups["unit"].Value));

    [GeneratedRegex("""\[LoggerMessage\(\s*(EventId\s*=\s*)?(?<id>\d+)(\s*,\s*(Level\s*=\s*)?LogLevel\.(?<level>\w+))?""")]
    private static partial Regex Logged();

    [GeneratedRegex("""\(\s*"(?<name>rpc(\.[a-z_]+)+)"\s*,\s*(unit:\s*)?"(?<unit>[^"]*)"\s*,""")]
    private static partial Regex Made();

    [GeneratedRegex("""^    (?<name>[A-Z]\w*)( = \d+)?,\r?$""", RegexOptions.Multiline)]
    private static partial Regex Member();
}
