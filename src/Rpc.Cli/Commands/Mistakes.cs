using System.CommandLine.Parsing;
using System.CommandLine;
using Rpc.Cli.Output;
using Rpc.Hosting.Configuration;

namespace Rpc.Cli.Commands;

/// <summary>What is wrong with a command line, and what may have been meant.</summary>
internal static class Mistakes
{
    public static string[] Of(ParseResult parsed)
    {
        string[] unknown = [.. UnknownCommand(parsed), .. UnknownOptions(parsed)];
        return unknown.Length > 0 ? unknown : [.. parsed.Errors.Select(static error => error.Message).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The first word behind a command that has others below it, where it is none of those.</summary>
    private static IEnumerable<string> UnknownCommand(ParseResult parsed)
    {
        Command above = parsed.CommandResult.Command;
        if (above.Subcommands.Count == 0 || parsed.UnmatchedTokens is not [{ } word, ..] || word.StartsWith('-'))
        {
            return [];
        }

        IReadOnlyList<string> near = EditDistance.Nearest(word, above.Subcommands.Select(static command => command.Name));
        return [$"There is no command '{(above is RootCommand ? word : $"{above.Name} {word}")}'.{EditDistance.Question(near)}"];
    }

    /// <summary>The parser takes a mistyped option for an argument; a name that begins with two dashes can stand behind a lone <c>--</c>.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed)
    {
        string[] options = [.. Path(parsed.CommandResult).SelectMany(static command => command.Options).SelectMany(static option => option.Aliases.Append(option.Name))];
        return parsed.Tokens
            .TakeWhile(static token => token.Type != TokenType.DoubleDash)
            .Where(static token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
            .Select(static token => token.Value.Split('=')[0])
            .Distinct(StringComparer.Ordinal)
            .Select(option => $"There is no option {option}.{EditDistance.Question(EditDistance.Nearest(option, options))} What stands after a lone -- is not taken for an option.");
    }

    /// <summary>The command and those above it, the innermost first.</summary>
    public static IEnumerable<Command> Path(CommandResult? result)
    {
        for (; result is not null; result = result.Parent as CommandResult)
        {
            yield return result.Command;
        }
    }
}
