using System.Net;
using System.Security.Claims;
using Microsoft.Extensions.Logging;
using Rpc.Connections;
using Rpc.Diagnostics;
using Rpc.Protocol;
using Rpc.Security;
using Rpc.Transports;

namespace Rpc.Wiring;

/// <summary>What decides who may connect to a server at one address: addresses that are shut out, then the token, then the hook.</summary>
internal sealed class ServerGate(RpcServerOptions options, RemoteScheme scheme, DeniedHandshakes denied, ILogger audit) : IServerGate
{
    public bool IsShutTo(TransportConnection transport) => denied.IsShutOut(transport.RemoteAddress);

    public async ValueTask<HandshakeVerdict> JudgeAsync(HelloPayload hello, TransportConnection transport, CancellationToken cancellationToken)
    {
        try
        {
            ClaimsPrincipal? user = null;
            if (options.Tokens is { } tokens && (user = tokens.Find(hello.Credentials)) is null)
            {
                return Refuse(transport, RpcStatus.Unauthenticated, hello.Credentials.Length == 0
                    ? $"This server wants a token, and none was given ({nameof(RpcClientOptions)}.{nameof(RpcClientOptions.Token)}; rpc --token)."
                    : "The token is not valid.");
            }

            HandshakeResult result = HandshakeResult.Accept();
            if (options.Handshake is { } hook)
            {
                var context = new HandshakeContext(transport.RemoteAddress, scheme, hello.Credentials, hello.Data)
                {
                    User = user,
                    PeerCertificate = transport.PeerCertificate,
                    PeerUserId = transport.PeerUserId,
                };
                result = await hook(context, cancellationToken).ConfigureAwait(false);

                // Too late: the peer was cut off while the hook thought, and is not welcome any more.
                cancellationToken.ThrowIfCancellationRequested();
            }

            return result.IsAccepted ? Welcome(transport, result, user) : Refuse(transport, result.Status, result.Reason, result.LogReason);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception exception)
        {
            AuditLog.HookFailed(audit, exception, transport.RemoteAddress);
            RpcMetrics.CountRefused("HandshakeHook");
            return new HandshakeVerdict(RpcStatus.Unauthenticated, "Refused.");
        }
    }

    private HandshakeVerdict Welcome(TransportConnection transport, HandshakeResult result, ClaimsPrincipal? user)
    {
        PeerIdentity? identity = (result.User ?? user) is { } known ? new PeerIdentity(known) : null;
        AuditLog.Welcome(audit, transport.RemoteAddress, identity?.Name ?? PeerIdentity.NameOf(null));
        return new HandshakeVerdict(RpcStatus.Ok, "") { Identity = identity, Data = result.Data.ToArray() };
    }

    private HandshakeVerdict Refuse(TransportConnection transport, RpcStatus status, string told, string? real = null)
    {
        string peer = transport.RemoteAddress;
        AuditLog.Refused(audit, peer, status, RemoteUriText.Printable(real ?? told), RemoteUriText.Printable(told));
        RpcMetrics.CountRefused(status.ToString());
        if (denied.Count(peer))
        {
            string address = IPEndPoint.TryParse(peer, out IPEndPoint? endPoint) ? endPoint.Address.ToString() : peer;
            AuditLog.ShutOut(audit, address, options.Limits.DeniedHandshakeWindow, options.Limits.MaxDeniedHandshakes);
        }

        return new HandshakeVerdict(status, told);
    }
}
