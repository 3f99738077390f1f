using System.Net.Sockets;
using System.Security.Authentication;

namespace Rpc.Transports;

/// <summary>Words for what goes wrong with TLS.</summary>
internal static class TlsFault
{
    /// <summary>The peer speaks something else.</summary>
    public const string NotTls = "NotTls";

    /// <summary>The handshake did not end in agreement.</summary>
    public const string Handshake = "TlsHandshake";

    /// <summary>A certificate is missing or not accepted.</summary>
    public const string Certificate = "Certificate";

    /// <summary>Whether the peer went away instead of answering.</summary>
    public static bool IsGone(Exception exception) => exception is IOException { InnerException: null or SocketException } or SocketException;

    /// <summary>Whether what the peer sent is no TLS at all.</summary>
    public static bool IsOtherProtocol(Exception exception) => exception is AuthenticationException { InnerException: null };

    /// <summary>Whether one of the two sides said that it does not speak the other's versions.</summary>
    public static bool IsVersion(Exception exception) => Says(exception, "ProtocolVersion") || Says(exception, "protocol version") || Says(exception, "unsupported protocol");

    /// <summary>Whether one of the two sides said that they have no protocol in common above TLS.</summary>
    public static bool IsApplication(Exception exception) => Says(exception, "NoApplicationProtocol") || Says(exception, "no application protocol");

    /// <summary>The reason that lies deepest, in the words of who knows it.</summary>
    public static string ReasonOf(Exception exception)
    {
        Exception cause = exception;
        while (cause.InnerException is { } inner)
        {
            cause = inner;
        }

        return cause switch
        {
            SocketException socket => socket.SocketErrorCode.ToString(),
            _ when cause == exception || cause.Message.Length == 0 => exception.Message.TrimEnd('.'),
            _ => $"{exception.Message.TrimEnd('.')} ({cause.Message.TrimEnd('.')})",
        };
    }

    private static bool Says(Exception? exception, string words)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception.Message.Contains(words, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
