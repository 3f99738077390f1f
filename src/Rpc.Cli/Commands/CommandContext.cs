using System.CommandLine;
using Microsoft.Extensions.Logging;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>What one run of a command has in hand.</summary>
internal sealed record CommandContext(ParseResult Parsed, CliConsole Console, IRemoteAccess Access, TimeLimit Limit, ILoggerFactory? Logging)
{
    public bool Json => Parsed.GetValue(SharedOptions.Json);

    public TextWriter Output => Console.Output;

    public CancellationToken Token => Limit.Token;

    public INameServer NameServer => Access.Names.NameServer;

    /// <summary>The name servers as a message names them.</summary>
    public string NameServerText => string.Join(" or ", Access.Names.NameServers.Select(server => server.WithoutObject()));

    public T Get<T>(Argument<T> argument) => Parsed.GetRequiredValue(argument);

    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>The address of what was typed: a name is asked of the name server that the command line says.</summary>
    public ValueTask<RemoteUri> ResolveAsync(RemoteUri target) => Access.Names.ResolveAsync(target, Token);
}
