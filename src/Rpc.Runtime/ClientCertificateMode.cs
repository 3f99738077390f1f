namespace Rpc;

/// <summary>Whether a server that listens on <c>rpcs://</c> asks its clients for certificates.</summary>
public enum ClientCertificateMode
{
    /// <summary>It does not ask.</summary>
    None = 0,

    /// <summary>It asks. A client without one is served all the same; one whose certificate is not accepted is refused.</summary>
    Optional = 1,

    /// <summary>It asks, and refuses a client without one.</summary>
    Required = 2,
}
