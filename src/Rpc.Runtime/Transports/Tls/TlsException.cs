namespace Rpc.Transports;

/// <summary>The two sides did not come to speak TLS with each other; the message says why and what to do.</summary>
internal sealed class TlsException : IOException
{
    public TlsException(string fault, string message, Exception? inner = null)
        : base(message, inner) => Fault = fault;

    /// <summary>One word for logs and metrics.</summary>
    public string Fault { get; }

    /// <summary>Whether one side does not believe that the other is who it should be.</summary>
    public bool IsAboutIdentity => Fault == TlsFault.Certificate;
}
