using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Invocation;
using System.CommandLine.Parsing;

namespace Rpc.Cli.Completion;

/// <summary>What <c>rpc [suggest:POSITION] LINE</c> prints: what the word at the position may become, one a line. Options only where the word begins like one.</summary>
internal sealed class SuggestAction(SuggestDirective directive) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        string line = parseResult.Tokens.Count > 0 ? parseResult.Tokens[^1].Value : string.Empty;
        foreach (string suggestion in Suggest(parseResult, line[..Position(parseResult, line)]))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(suggestion);
        }

        return ExitCode.Success;
    }

    private static IEnumerable<string> Suggest(ParseResult parsed, string line)
    {
        // The program may have been called by another name or path; the parser knows its root by one.
        int first = line.IndexOf(' ', StringComparison.Ordinal);
        if (first < 0)
        {
            return [];
        }

        Command root = parsed.RootCommandResult.Command;
        string text = root.Name + line[first..];
        string word = line[(line.LastIndexOf(' ') + 1)..];
        IEnumerable<string> words = word.StartsWith('-')
            ? Options(root.Parse(text[..^word.Length], parsed.Configuration).CommandResult)
            : root.Parse(text, parsed.Configuration).GetCompletions(text.Length).Select(static item => item.InsertText ?? item.Label).Where(static item => item[0] is not ('-' or '/'));
        return words.Where(item => item.StartsWith(word, StringComparison.Ordinal)).Distinct(StringComparer.Ordinal);
    }

    /// <summary>The options of a command, and those of the commands above that it has too.</summary>
    private static IEnumerable<string> Options(CommandResult command)
    {
        IEnumerable<Option> options = command.Command.Options;
        for (CommandResult? above = command.Parent as CommandResult; above is not null; above = above.Parent as CommandResult)
        {
            options = options.Concat(above.Command.Options.Where(static option => option.Recursive));
        }

        return options.Where(static option => !option.Hidden).Select(static option => option.Name).Order(StringComparer.Ordinal);
    }

    /// <summary>Without a position, or with one that is none, the end.</summary>
    private int Position(ParseResult parsed, string line) =>
        parsed.GetResult(directive)?.Values is [{ } text, ..] && int.TryParse(text, out int position) && position >= 0 ? Math.Min(position, line.Length) : line.Length;
}
