using System.CommandLine;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;

namespace Rpc.Cli.Commands;

/// <summary>Gives commands their bodies: each gets the console, a way to other programs, and a token for Ctrl-C.</summary>
internal sealed class CommandRunner(CliConsole console, Func<AccessOptions, IRemoteAccess> connect, TimeProvider clock)
{
    public CliConsole Console => console;

    public TimeProvider Clock => clock;

    /// <summary>A command that asks others and is bounded by <c>--timeout</c>.</summary>
    public void Bind(Command command, Func<CommandContext, Task<int>> body, params string[] examples) => BindCore(command, body, _ => CommandLife.Answer, examples);

    /// <summary>A command that runs until it is stopped, and logs what goes wrong meanwhile.</summary>
    public void BindServing(Command command, Func<CommandContext, Task<int>> body, params string[] examples) => BindCore(command, body, _ => CommandLife.Serve, examples);

    /// <summary>A command whose arguments say how long it lives.</summary>
    public void BindLife(Command command, Func<ParseResult, CommandLife> life, Func<CommandContext, Task<int>> body, params string[] examples) => BindCore(command, body, life, examples);

    /// <summary>A way to other programs, as the command line says.</summary>
    public IRemoteAccess Connect(ParseResult parsed, TimeSpan timeout, StderrLogging? logging) =>
        connect(new AccessOptions(parsed.GetValue(SharedOptions.NameServers) ?? [], timeout, logging, SharedOptions.ClientTls(parsed))
        {
            Token = TokenOptions.Read(parsed),
            TokenInClear = parsed.GetValue(TokenOptions.InClear),
        });

    private void BindCore(Command command, Func<CommandContext, Task<int>> body, Func<ParseResult, CommandLife> lifeOf, string[] examples)
    {
        Examples.Add(command, examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            CommandLife life = lifeOf(parsed);
            bool verbose = parsed.GetValue(SharedOptions.Verbose);
            TimeSpan timeout = TimeSpan.FromSeconds(parsed.GetValue(SharedOptions.Timeout));
            using var limit = new TimeLimit(life == CommandLife.Answer ? timeout : null, cancellationToken);
            using StderrLogging? logging = life != CommandLife.Serve && !verbose ? null : new StderrLogging(console.Error, verbose);
            IRemoteAccess access = Connect(parsed, timeout, logging);
            await using (access.ConfigureAwait(false))
            {
                var context = new CommandContext(parsed, console, access, limit, logging, clock);
                try
                {
                    return await body(context).ConfigureAwait(false);
                }
                catch (OperationCanceledException error) when (limit.HasPassed)
                {
                    throw context.NoAnswer(error);
                }
            }
        });
    }
}
