using Rpc.NameServer;

namespace Rpc.Cli.Names;

/// <summary>The files of <c>rpc ns</c> that say who comes in and who may do what. Blank lines, and those that begin with <c>#</c>, say nothing.</summary>
internal static class NameAccessFiles
{
    /// <summary>Reads <c>TOKEN [USER [ROLE,ROLE...]]</c> a line.</summary>
    /// <exception cref="UsageException">A line says something else.</exception>
    public static IReadOnlyList<(string Token, string? User, string[] Roles)> Tokens(string file)
    {
        var tokens = new List<(string, string?, string[])>();
        foreach ((int number, string[] words) in Lines(file))
        {
            // The line itself is not told: it holds a token.
            tokens.Add(words.Length <= 3
                ? (words[0], words.ElementAtOrDefault(1), Roles(words.ElementAtOrDefault(2) ?? ""))
                : throw new UsageException($"{file}, line {number}: write TOKEN, TOKEN USER, or TOKEN USER ROLE,ROLE."));
        }

        return tokens.Count > 0 ? tokens : throw new UsageException($"{file} holds no token: nobody could come in.");
    }

    /// <summary>Reads <c>PREFIX [write=ROLE,ROLE...] [read=ROLE,ROLE...]</c> a line; the prefix <c>*</c> is the one of all names.</summary>
    /// <exception cref="UsageException">A line says something else.</exception>
    public static IReadOnlyList<NameRule> Rules(string file)
    {
        var rules = new List<NameRule>();
        foreach ((int number, string[] words) in Lines(file))
        {
            var rule = new NameRule(words[0] == "*" ? "" : words[0]);
            if (rules.Exists(other => other.Prefix == rule.Prefix))
            {
                throw new UsageException($"{file}, line {number}: there is a rule for {words[0]} already.");
            }

            foreach (string word in words[1..])
            {
                rule = word.StartsWith("write=", StringComparison.Ordinal) ? rule with { Write = Roles(word[6..]) }
                    : word.StartsWith("read=", StringComparison.Ordinal) ? rule with { Read = Roles(word[5..]) }
                    : throw new UsageException($"{file}, line {number}: '{word}' is neither write=ROLE,ROLE nor read=ROLE,ROLE.");
            }

            rules.Add(words.Length > 1 ? rule : throw new UsageException($"{file}, line {number}: say who may what, as in {words[0]} write=ROLE."));
        }

        return rules;
    }

    private static string[] Roles(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<(int Number, string[] Words)> Lines(string file) => ReadAll(file)
        .Select(static (line, i) => (i + 1, line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries)))
        .Where(static line => line.Item2.Length > 0 && line.Item2[0][0] != '#');

    private static string[] ReadAll(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (UnauthorizedAccessException error)
        {
            throw new IOException(error.Message, error);
        }
    }
}
