using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using Rpc.Cli.Commands;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;

namespace Rpc.Cli;

/// <summary>The command <c>rpc</c>: reads the arguments, runs one command, turns what happens into an exit code. One run per instance.</summary>
internal sealed class CliApp(CliConsole console, Func<AccessOptions, IRemoteAccess> connect)
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(40);

    /// <summary>Runs a command line, without the program's name in front.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, bool handleSignals = true)
    {
        RootCommand root = BuildRoot();
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        string[] mistakes = [.. parsed.Errors.Select(error => error.Message), .. UnknownOptions(parsed)];
        if (mistakes.Length > 0)
        {
            return TellUsage(parsed, mistakes);
        }

        bool verbose = parsed.GetValue(SharedOptions.Verbose);
        try
        {
            var configuration = new InvocationConfiguration
            {
                Output = console.Output,
                Error = console.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = handleSignals ? TimeToStop : null,
            };
            return await parsed.InvokeAsync(configuration).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            return ErrorReport.Tell(console, error, verbose);
        }
    }

    private RootCommand BuildRoot()
    {
        var root = new RootCommand("Names, describes and calls objects in other programs. `rpc COMMAND --help` explains one command with examples.")
        {
            HelpName = "rpc",
        };
        root.Options.Add(SharedOptions.NameServers);
        root.Options.Add(TokenOptions.Token);
        root.Options.Add(TokenOptions.TokenFile);
        root.Options.Add(TokenOptions.InClear);
        root.Options.Add(SharedOptions.Timeout);
        root.Options.Add(SharedOptions.Json);
        root.Options.Add(SharedOptions.Verbose);
        var run = new CommandRunner(console, connect);
        Command[] commands =
        [
            NsCommand.Create(run),
            ListCommand.Create(run),
            LookupCommand.Create(run),
            RegisterCommand.Create(run),
            RemoveCommand.Create(run),
            DescribeCommand.Create(run),
            CallCommand.Create(run),
            PingCommand.Create(run),
            EchoCommand.Create(run),
        ];
        foreach (Command command in commands)
        {
            root.Subcommands.Add(command);
        }

        AddExamples(root);
        return root;
    }

    /// <summary>Help ends with examples where the command has some.</summary>
    private static void AddExamples(RootCommand root)
    {
        foreach (HelpOption help in root.Options.OfType<HelpOption>())
        {
            help.Action = new Examples(new HelpAction { MaxWidth = 110 });
        }
    }

    /// <summary>The parser takes a mistyped option for an argument; a name that begins with two dashes can stand behind a lone <c>--</c>.</summary>
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) => parsed.Tokens
        .TakeWhile(token => token.Type != TokenType.DoubleDash)
        .Where(token => token.Type == TokenType.Argument && token.Value.StartsWith("--", StringComparison.Ordinal))
        .Select(token => $"There is no option {token.Value}. What stands after a lone -- is not taken for an option.");

    private int TellUsage(ParseResult parsed, string[] mistakes)
    {
        foreach (string message in mistakes.Distinct(StringComparer.Ordinal))
        {
            console.Error.WriteLine(ErrorReport.OneLine("rpc: " + message));
        }

        string command = parsed.CommandResult.Command is RootCommand ? "rpc" : "rpc " + parsed.CommandResult.Command.Name;
        console.Error.WriteLine($"rpc: see `{command} --help`.");
        return ExitCode.Usage;
    }
}
