using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging;
using Rpc.Diagnostics;

namespace Rpc.Transports;

/// <summary>The accepting side of TLS: its certificate, and whose certificates it takes. Thread-safe.</summary>
internal sealed class TlsServer : ITlsSide, IDisposable
{
    private static readonly TimeSpan s_soon = TimeSpan.FromDays(7);

    private readonly RpcServerTls _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly SslProtocols _versions;
    private readonly ReloadedFiles<Credentials> _files;
    private readonly ITimer? _timer;
    private X509Certificate2? _told;

    /// <exception cref="InvalidOperationException">The options do not fit together.</exception>
    /// <exception cref="IOException">A file cannot be used; the message names it.</exception>
    public TlsServer(RpcServerTls options, TimeProvider clock, ILogger logger)
    {
        const string Name = $"{nameof(RpcServerOptions)}.{nameof(RpcServerOptions.Tls)}";
        _options = options;
        _clock = clock;
        _logger = logger;
        _versions = TlsVersions.Check(options.Protocols, $"{Name}.{nameof(options.Protocols)}");
        string path = options.CertificatePath ?? throw new InvalidOperationException($"{Name}.{nameof(options.CertificatePath)} is not set: give the file of the server's certificate.");
        if (options.ClientCertificates != ClientCertificateMode.None && options.ClientAuthorityPath is null)
        {
            throw new InvalidOperationException($"{Name}.{nameof(options.ClientCertificates)} is {options.ClientCertificates} and {nameof(options.ClientAuthorityPath)} is not set: give the file of the authorities whose certificates clients may show.");
        }

        string?[] paths = [path, options.KeyPath, options.ClientCertificates == ClientCertificateMode.None ? null : options.ClientAuthorityPath];
        _files = new ReloadedFiles<Credentials>([.. paths.OfType<string>()], Make);
        Tell();
        if (options.ReloadInterval > TimeSpan.Zero)
        {
            _timer = clock.CreateTimer(static server => ((TlsServer)server!).Refresh(), this, options.ReloadInterval, options.ReloadInterval);
        }
    }

    public TransportConnection Wrap(Socket socket, string remoteAddress) => new TlsConnection(socket, remoteAddress, this);

    /// <summary>Looks at the files.</summary>
    public void Refresh()
    {
        (bool changed, string? problem) = _files.Refresh();
        if (problem is not null)
        {
            RpcLog.TlsFilesUnusable(_logger, problem);
        }

        if (changed)
        {
            Tell();
        }

        X509Certificate2 certificate = _files.Current.Certificate.TargetCertificate;
        if (certificate.NotAfter.ToUniversalTime() - s_soon < _clock.GetUtcNow().UtcDateTime && _told != certificate)
        {
            _told = certificate;
            RpcLog.TlsCertificateEnds(_logger, certificate.Subject, _options.CertificatePath!, CertificateProblem.Text(certificate.NotAfter));
        }
    }

    public void Dispose() => _timer?.Dispose();

    public async Task<TlsPeer> ShakeHandsAsync(Socket socket, SslStream stream, CancellationToken cancellationToken)
    {
        await ExpectTlsAsync(socket, cancellationToken).ConfigureAwait(false);
        Credentials files = _files.Current;
        PeerRefusal? refusal = null;
        bool asks = _options.ClientCertificates != ClientCertificateMode.None;
        await stream.AuthenticateAsServerAsync(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = files.Certificate,
                EnabledSslProtocols = _versions,
                ApplicationProtocols = TlsApplication.Protocols,
                ClientCertificateRequired = asks,
                CertificateChainPolicy = files.ClientAuthorities?.Policy(X509RevocationMode.NoCheck),

                // The handshake ends in any case, so that a client that is refused can be told why; with TLS 1.3 it could not hear it otherwise.
                RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                {
                    refusal = asks ? Judge(certificate, chain, errors, files) : null;
                    return true;
                },
            },
            cancellationToken).ConfigureAwait(false);
        return new TlsPeer(asks && refusal is null ? stream.RemoteCertificate as X509Certificate2 : null, refusal);
    }

    public TlsException Explain(Exception exception)
    {
        if (TlsFault.IsGone(exception))
        {
            return new TlsException(TlsFault.Handshake, "the peer went away during the TLS handshake; it may not trust this server's certificate, and its own error says so", exception);
        }

        string reason = TlsFault.ReasonOf(exception);
        return TlsFault.IsVersion(exception)
            ? new TlsException(TlsFault.Handshake, $"the peer and this side ({TlsVersions.Text(_versions)}) have no version of TLS in common: {reason}", exception)
            : TlsFault.IsApplication(exception)
            ? new TlsException(TlsFault.Handshake, $"the peer wants another protocol than \"{TlsApplication.Name}\" within TLS: {reason}", exception)
            : new TlsException(TlsFault.Handshake, $"the TLS handshake failed: {reason}", exception);
    }

    /// <summary>A peer that does not begin with TLS is answered in the one way that all who do not speak it can recognize: with an alert.</summary>
    private static async Task ExpectTlsAsync(Socket socket, CancellationToken cancellationToken)
    {
        const byte Handshake = 0x16;
        byte[] first = new byte[4];
        int count = await socket.ReceiveAsync(first, SocketFlags.Peek, cancellationToken).ConfigureAwait(false);
        if (count > 0 && first[0] != Handshake)
        {
            // Alert, TLS 1.2, two bytes: fatal, unexpected message.
            byte[] alert = [0x15, 3, 3, 0, 2, 2, 10];
            await socket.SendAsync(alert, SocketFlags.None, cancellationToken).ConfigureAwait(false);
            string what = first.AsSpan(0, count).SequenceEqual("SRPC"u8) ? "speaks the protocol of rpc:// without TLS: give it the URI with rpcs://" : $"does not speak TLS: it begins with {Convert.ToHexStringLower(first.AsSpan(0, count))}";
            throw new TlsException(TlsFault.NotTls, $"this port is TLS, and the peer {what}");
        }
    }

    private PeerRefusal? Judge(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, Credentials files)
    {
        if (certificate is null)
        {
            return _options.ClientCertificates == ClientCertificateMode.Optional
                ? null
                : new PeerRefusal($"it wants a certificate from its clients, and this one showed none: set {nameof(RpcClientOptions)}.{nameof(RpcClientOptions.Tls)}.{nameof(RpcClientTls.CertificatePath)}.", "the client showed no certificate, and this server requires one");
        }

        return CertificateProblem.Of(certificate, chain, errors, name: null, files.ClientAuthorities!.Where) is { } problem
            ? new PeerRefusal($"it does not accept the certificate {certificate.Subject} of this client: use one of an authority that the server accepts, and that is valid now.", $"the client is not accepted: {problem}")
            : null;
    }

    private Credentials Make(byte[][] contents)
    {
        byte[]? key = _options.KeyPath is null ? null : contents[1];
        SslStreamCertificateContext certificate = CertificateFile.Read(Path.GetFullPath(_options.CertificatePath!), contents[0], _options.KeyPath is { } path ? Path.GetFullPath(path) : null, key, _options.Password, _clock.GetUtcNow());
        return new Credentials(certificate, _options.ClientCertificates == ClientCertificateMode.None ? null : Authorities.Read(Path.GetFullPath(_options.ClientAuthorityPath!), contents[^1]));
    }

    private void Tell()
    {
        X509Certificate2 certificate = _files.Current.Certificate.TargetCertificate;
        RpcLog.TlsCertificate(_logger, certificate.Subject, _options.CertificatePath!, CertificateProblem.Text(certificate.NotAfter));
    }

    /// <summary>What is in the files.</summary>
    private sealed record Credentials(SslStreamCertificateContext Certificate, Authorities? ClientAuthorities);
}
