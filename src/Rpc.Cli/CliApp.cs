using System.CommandLine;
using System.CommandLine.Completions;
using System.CommandLine.Help;
using Rpc.Cli.Commands;
using Rpc.Cli.Completion;
using Rpc.Cli.Looking;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;
using Rpc.Cli.TaskCommands;

namespace Rpc.Cli;

/// <summary>The command <c>rpc</c>: reads the arguments, runs one command, turns what happens into an exit code. One run per instance.</summary>
internal sealed class CliApp(CliConsole console, Func<AccessOptions, IRemoteAccess> connect, TimeProvider? clock = null)
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(40);

    /// <summary>Runs a command line, without the program's name in front.</summary>
    public async Task<int> RunAsync(IReadOnlyList<string> arguments, bool handleSignals = true)
    {
        RootCommand root = BuildRoot();
        ParseResult parsed = root.Parse(arguments, new ParserConfiguration { EnablePosixBundling = false, ResponseFileTokenReplacer = null });
        string[] mistakes = Mistakes.Of(parsed);
        if (mistakes.Length > 0 && !root.Directives.Any(directive => parsed.GetResult(directive) is not null))
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
        root.Options.Add(SharedOptions.Authority);
        root.Options.Add(SharedOptions.Certificate);
        root.Options.Add(SharedOptions.Key);
        root.Options.Add(SharedOptions.Json);
        root.Options.Add(SharedOptions.Verbose);
        var run = new CommandRunner(console, connect, clock ?? TimeProvider.System);
        var live = new LiveNames(run);
        Command[] commands =
        [
            NsCommand.Create(run),
            ListCommand.Create(run, live),
            WatchCommand.Create(run, live),
            LookupCommand.Create(run, live),
            RegisterCommand.Create(run, live),
            TagCommand.Create(run, live),
            RemoveCommand.Create(run, live),
            DescribeCommand.Create(run, live),
            CallCommand.Create(run, live),
            PingCommand.Create(run, live),
            TopCommand.Create(run, live),
            BenchCommand.Create(run, live),
            DoctorCommand.Create(run, live),
            TasksCommand.Create(run),
            ConfigCommand.Create(run),
            EchoCommand.Create(run),
            CompletionCommand.Create(run, root),
        ];
        foreach (Command command in commands)
        {
            root.Subcommands.Add(command);
        }

        foreach (SuggestDirective directive in root.Directives.OfType<SuggestDirective>())
        {
            directive.Action = new SuggestAction(directive);
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

    private int TellUsage(ParseResult parsed, string[] mistakes)
    {
        foreach (string message in mistakes.Distinct(StringComparer.Ordinal))
        {
            console.Error.WriteLine(ErrorReport.OneLine("rpc: " + message));
        }

        string command = string.Join(' ', Mistakes.Path(parsed.CommandResult).Select(static command => command is RootCommand ? "rpc" : command.Name).Reverse());
        console.Error.WriteLine($"rpc: see `{command} --help`.");
        return ExitCode.Usage;
    }
}
