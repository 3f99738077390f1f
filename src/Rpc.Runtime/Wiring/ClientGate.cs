using System.Text;
using Microsoft.Extensions.Logging;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What a client with a token or a hook tells servers, and which of them it takes.</summary>
/// <param name="token">What servers with a token want; null for none.</param>
/// <param name="tokenInClear">Whether it may be sent where others can read it.</param>
/// <param name="hook">The program's own; null for none.</param>
/// <param name="discovery">Knows which addresses nobody vouches for; null where none is looked for.</param>
/// <param name="namesAuthority">Whether the program itself says which authorities it believes.</param>
/// <param name="audit">Where it is told that a server was not taken.</param>
internal sealed class ClientGate(string? token, bool tokenInClear, IClientHandshake? hook, NameDiscovery? discovery, bool namesAuthority, ILogger audit) : IClientGate
{
    /// <summary>The gate of these options; null where there is nothing to tell.</summary>
    public static ClientGate? Of(RpcClientOptions options) => options.Token is null && options.Handshake is null
        ? null
        : new ClientGate(options.Token, options.AllowTokenInClear, options.Handshake, options.Discovery, options.Tls?.AuthorityPath is not null, options.LoggerFactory?.CreateLogger(AuditLog.Category) ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);

    public (byte[] Credentials, byte[] Data) Greet(string address, CancellationToken cancellationToken)
    {
        ClientHandshakeContext context = Context(address);
        ClientGreeting greeting = hook is null ? ClientGreeting.Empty : Await(address, () => hook.GreetAsync(context, cancellationToken), cancellationToken);
        return (greeting.Credentials.IsEmpty ? Token(context) : greeting.Credentials.ToArray(), greeting.Data.ToArray());
    }

    public void Check(string address, TransportConnection transport, WelcomePayload welcome, CancellationToken cancellationToken)
    {
        if (hook is null)
        {
            return;
        }

        string? refusal = Await(address, () => hook.CheckAsync(Context(address), new ServerGreeting(welcome.Data, transport.PeerCertificate), cancellationToken), cancellationToken);
        if (refusal is not null)
        {
            throw Withheld(address, RpcStatus.Unauthenticated, $"This side does not take the server at {address}: {refusal}");
        }
    }

    private ClientHandshakeContext Context(string address)
    {
        RemoteUri uri = RemoteUri.Parse(address);
        bool isFound = discovery?.IsFound(uri) == true;
        return new ClientHandshakeContext(uri, uri.Scheme != RemoteScheme.Tcp || (!isFound && ServerHost.IsLoopback(uri))) { IsDiscovered = isFound };
    }

    private byte[] Token(ClientHandshakeContext context) => token is null ? []
        : context.IsDiscovered && !(context.Address.Scheme == RemoteScheme.Tls && namesAuthority) ? throw Withheld(
            context.Address.ToString(),
            RpcStatus.FailedPrecondition,
            $"The token is not sent to {context.Address}: that name server was found by asking the network, where anybody can answer. Say where your name server is with RPC_NS=host:port (rpc --ns), or let it serve rpcs:// and give its authority with {nameof(RpcClientTls)}.{nameof(RpcClientTls.AuthorityPath)} (rpc --ca).")
        : context.IsProtected || tokenInClear ? Encoding.UTF8.GetBytes(token)
        : throw Withheld(
            context.Address.ToString(),
            RpcStatus.FailedPrecondition,
            $"The token is not sent to {context.Address}: everybody on the way could read it. Use rpcs://, or allow it with {nameof(RpcClientOptions)}.{nameof(RpcClientOptions.AllowTokenInClear)} (rpc --token-in-clear).");

    private T Await<T>(string address, Func<ValueTask<T>> ask, CancellationToken cancellationToken)
    {
        try
        {
            return ask().AsTask().WaitAsync(cancellationToken).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new RpcException(RpcStatus.Unavailable, $"{address} cannot be reached: {nameof(RpcClientOptions)}.{nameof(RpcClientOptions.Handshake)} did not answer within {nameof(RpcLimits)}.{nameof(RpcLimits.HandshakeTimeout)}.", RpcOutcome.NotExecuted, RpcErrorReason.CredentialsWithheld, exception) { RemoteUri = address };
        }
        catch (Exception exception)
        {
            throw Withheld(address, RpcStatus.Unauthenticated, $"{nameof(RpcClientOptions)}.{nameof(RpcClientOptions.Handshake)} failed for {address}: {exception.Message}", exception);
        }
    }

    private RpcException Withheld(string address, RpcStatus status, string message, Exception? inner = null)
    {
        AuditLog.ServerRefused(audit, address, message);
        return new RpcException(status, message, RpcOutcome.NotExecuted, RpcErrorReason.CredentialsWithheld, inner) { RemoteUri = address };
    }
}
