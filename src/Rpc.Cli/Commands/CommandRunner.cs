using System.CommandLine;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;

namespace Rpc.Cli.Commands;

/// <summary>Gives commands their bodies: each gets the console, a way to other programs, and a token for Ctrl-C.</summary>
internal sealed class CommandRunner(CliConsole console, Func<AccessOptions, IRemoteAccess> connect)
{
    public CliConsole Console => console;

    /// <summary>A command that asks others and is bounded by <c>--timeout</c>.</summary>
    public void Bind(Command command, Func<CommandContext, Task<int>> body, params string[] examples) => BindCore(command, body, bounded: true, examples);

    /// <summary>A command that runs until it is stopped.</summary>
    public void BindServing(Command command, Func<CommandContext, Task<int>> body, params string[] examples) => BindCore(command, body, bounded: false, examples);

    private void BindCore(Command command, Func<CommandContext, Task<int>> body, bool bounded, string[] examples)
    {
        Examples.Add(command, examples);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            TimeSpan timeout = TimeSpan.FromSeconds(parsed.GetValue(SharedOptions.Timeout));
            using var limit = new TimeLimit(bounded ? timeout : null, cancellationToken);
            using StderrLogging? logging = bounded && !parsed.GetValue(SharedOptions.Verbose) ? null : new StderrLogging(console.Error, parsed.GetValue(SharedOptions.Verbose));
            IRemoteAccess access = connect(new AccessOptions(parsed.GetValue(SharedOptions.NameServers) ?? [], timeout, logging)
            {
                Token = TokenOptions.Read(parsed),
                TokenInClear = parsed.GetValue(TokenOptions.InClear),
            });
            await using (access.ConfigureAwait(false))
            {
                try
                {
                    return await body(new CommandContext(parsed, console, access, limit, logging)).ConfigureAwait(false);
                }
                catch (OperationCanceledException error) when (limit.HasPassed)
                {
                    throw new RpcException(RpcStatus.DeadlineExceeded, $"No answer within {timeout.TotalSeconds:0.###} s; --timeout SECONDS waits longer.", innerException: error);
                }
            }
        });
    }
}
