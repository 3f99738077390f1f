using System.CommandLine;
using Microsoft.Extensions.Logging;
using Rpc.Cli.Names;
using Rpc.Cli.Output;
using Rpc.Cli.Remote;
using Rpc.Naming;

namespace Rpc.Cli.Commands;

/// <summary>What one run of a command has in hand.</summary>
internal sealed record CommandContext(ParseResult Parsed, CliConsole Console, IRemoteAccess Access, TimeLimit Limit, ILoggerFactory? Logging, TimeProvider Clock)
{
    public bool Json => Parsed.GetValue(SharedOptions.Json);

    public TextWriter Output => Console.Output;

    public TimeSpan Timeout => TimeSpan.FromSeconds(Parsed.GetValue(SharedOptions.Timeout));

    public CancellationToken Token => Limit.Token;

    public INameServer NameServer => Access.Names.NameServer;

    /// <summary>The name servers as a message names them.</summary>
    public string NameServerText => string.Join(" or ", Access.Names.NameServers.Select(server => server.WithoutObject()));

    /// <summary>What was typed; null only where the argument may be left out.</summary>
    public T Get<T>(Argument<T> argument) => Parsed.GetValue(argument)!;

    public T? Get<T>(Option<T> option) => Parsed.GetValue(option);

    /// <summary>The address of what was typed: a name is asked of the name server that the command line says.</summary>
    public Task<RemoteUri> ResolveAsync(RemoteUri target)
    {
        NameClient names = Access.Names;
        return NearNames.HintAsync(NameServerOf(target), target.Name ?? string.Empty, () => names.ResolveAsync(target, Token).AsTask(), Clock, Token);
    }

    /// <summary>As <see cref="ResolveAsync"/>, where the command as a whole is not bounded.</summary>
    public async Task<RemoteUri> ResolveInTimeAsync(RemoteUri target)
    {
        using CancellationTokenSource limit = BeginTimeout();
        try
        {
            return await ResolveAsync(target).WaitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            throw NoAnswer();
        }
    }

    /// <summary>Fires when <c>--timeout</c> is over from now on, or the command is to end.</summary>
    public CancellationTokenSource BeginTimeout()
    {
        var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        source.CancelAfter(Timeout);
        return source;
    }

    /// <summary>What is told where <c>--timeout</c> is over.</summary>
    public RpcException NoAnswer(Exception? inner = null) =>
        new(RpcStatus.DeadlineExceeded, FormattableString.Invariant($"No answer within {Timeout.TotalSeconds:0.###} s; --timeout SECONDS waits longer."), innerException: inner);

    /// <summary>The name server that a URI says, else the one that the command line says.</summary>
    public INameServer NameServerOf(RemoteUri target) => target.NameServer is { } other ? Access.NamesAt(other).NameServer : NameServer;
}
