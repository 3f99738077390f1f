using Rpc.Tests.Shared;

namespace Rpc.Api.Tests;

/// <summary>A file of eng/api: one line for each type and member that others can see, in ordinal order.</summary>
internal static class ApiFile
{
    /// <summary>The command that writes the files as they are now.</summary>
    public const string Accept = "    RPC_ACCEPT_API=1 ./test.sh --only Api";

    public static string Of(string package) => RepositoryPaths.Path("eng", "api", package + ".txt");

    public static IReadOnlyList<string> Read(string file) => File.ReadAllLines(file);

    public static void Write(string file, IEnumerable<string> lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, string.Concat(lines.Select(line => line + "\n")));
    }

    /// <summary>The lines that went, with a minus, and those that came, with a plus, in the order of the files.</summary>
    public static string Difference(IReadOnlyList<string> before, IReadOnlyList<string> after) => string.Join('\n', before.Except(after, StringComparer.Ordinal).Select(line => (Line: line, Mark: '-'))
        .Concat(after.Except(before, StringComparer.Ordinal).Select(line => (Line: line, Mark: '+')))
        .OrderBy(change => change.Line, StringComparer.Ordinal).Select(change => $"{change.Mark} {change.Line}"));
}
