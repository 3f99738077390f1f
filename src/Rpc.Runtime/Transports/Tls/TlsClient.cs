using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Transports;

/// <summary>The connecting side of TLS: whom it believes, and its own certificate where it has one. Thread-safe.</summary>
internal sealed class TlsClient
{
    private const string Name = $"{nameof(RpcClientOptions)}.{nameof(RpcClientOptions.Tls)}";

    private readonly RpcClientTls _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SslProtocols _versions;
    private readonly ReloadedFiles<Credentials> _files;

    /// <exception cref="InvalidOperationException">The options do not fit together.</exception>
    /// <exception cref="IOException">A file cannot be used; the message names it.</exception>
    public TlsClient(RpcClientTls options, TimeProvider clock, ILogger logger)
    {
        _options = options;
        _clock = clock;
        _logger = logger;
        _versions = TlsVersions.Check(options.Protocols, $"{Name}.{nameof(options.Protocols)}");
        if (options.CertificatePath is null && options.KeyPath is not null)
        {
            throw new InvalidOperationException($"{Name}.{nameof(options.KeyPath)} is set and {nameof(options.CertificatePath)} is not: give the file of the certificate that belongs to the key.");
        }

        string?[] paths = [options.AuthorityPath, options.CertificatePath, options.KeyPath];
        _files = new ReloadedFiles<Credentials>([.. paths.OfType<string>()], Make);
    }

    public TransportConnection Wrap(Socket socket, string remoteAddress, string host)
    {
        if (_files.Refresh().Problem is { } problem)
        {
            RpcLog.TlsFilesUnusable(_logger, problem);
        }

        return new TlsConnection(socket, remoteAddress, new Side(this, _options.ServerName ?? host));
    }

    private Credentials Make(byte[][] contents)
    {
        int next = 0;
        Authorities authorities = _options.AuthorityPath is { } path ? Authorities.Read(Path.GetFullPath(path), contents[next++]) : Authorities.System;
        if (_options.CertificatePath is not { } certificate)
        {
            return new Credentials(authorities, null);
        }

        byte[] bytes = contents[next++];
        byte[]? key = _options.KeyPath is null ? null : contents[next];
        return new Credentials(authorities, CertificateFile.Read(Path.GetFullPath(certificate), bytes, _options.KeyPath is { } keyPath ? Path.GetFullPath(keyPath) : null, key, _options.Password, _clock.GetUtcNow()));
    }

    /// <summary>What is in the files.</summary>
    private sealed record Credentials(Authorities Authorities, SslStreamCertificateContext? Certificate);

    /// <summary>One connection to a server of that name.</summary>
    private sealed class Side(TlsClient client, string name) : ITlsSide
    {
        public async Task<TlsPeer> ShakeHandsAsync(Socket socket, SslStream stream, CancellationToken cancellationToken)
        {
            Credentials files = client._files.Current;
            string? problem = null;
            try
            {
                await stream.AuthenticateAsClientAsync(
                    new SslClientAuthenticationOptions
                    {
                        TargetHost = name,
                        EnabledSslProtocols = client._versions,
                        ApplicationProtocols = TlsApplication.Protocols,
                        ClientCertificateContext = files.Certificate,
                        AllowRenegotiation = false,
                        CertificateChainPolicy = files.Authorities.Policy(client._options.Revocation),
                        RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                        {
                            problem = CertificateProblem.Of(certificate, chain, errors, name, files.Authorities.Where);
                            return problem is null;
                        },
                    },
                    cancellationToken).ConfigureAwait(false);
            }
            catch (AuthenticationException exception) when (problem is not null)
            {
                throw new TlsException(TlsFault.Certificate, $"the server is not believed to be {name}: {problem}. Its certificate must be valid, name the host of the URI (or {Name}.{nameof(RpcClientTls.ServerName)}), and come from an authority that this side trusts ({Name}.{nameof(RpcClientTls.AuthorityPath)})", exception);
            }

            return new TlsPeer(stream.RemoteCertificate as X509Certificate2, Refusal: null);
        }

        public TlsException Explain(Exception exception)
        {
            if (TlsFault.IsGone(exception))
            {
                return new TlsException(TlsFault.Handshake, "the server closed the connection during the TLS handshake: its port may not be TLS, and is then reached with rpc://", exception);
            }

            string reason = TlsFault.ReasonOf(exception);
            return TlsFault.IsVersion(exception)
                ? new TlsException(TlsFault.Handshake, $"the server and this side ({TlsVersions.Text(client._versions)}) have no version of TLS in common: {reason}", exception)
                : TlsFault.IsApplication(exception)
                ? new TlsException(TlsFault.Handshake, $"the server does not speak \"{TlsApplication.Name}\" within TLS, so another service is behind the port: {reason}", exception)
                : TlsFault.IsOtherProtocol(exception)
                ? new TlsException(TlsFault.NotTls, $"the server does not answer with TLS: another service is behind the port, or it is reached with rpc:// ({reason})", exception)
                : new TlsException(TlsFault.Handshake, $"the TLS handshake failed: {reason}", exception);
        }
    }
}
