namespace Rpc.Tasks.RabbitMq.Links;

/// <summary>The address of a broker.</summary>
internal static class BrokerAddress
{
    /// <exception cref="ArgumentException">It is no address of a broker. The message does not repeat it, as it may hold a password.</exception>
    public static Uri Parse(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        return Uri.TryCreate(text, UriKind.Absolute, out Uri? uri) && uri.Scheme is "amqp" or "amqps" && uri.Host.Length > 0 && uri.Segments.Length <= 2
            ? uri
            : throw new ArgumentException("This is no address of a RabbitMQ broker. Give one like amqp://user:password@host:5672/vhost, or amqps for TLS; a slash inside the vhost is written %2f.", nameof(text));
    }

    /// <summary>What to call it in messages: without user and password.</summary>
    public static string Name(Uri address) => $"RabbitMQ {address.Scheme}://{address.Authority[(address.Authority.LastIndexOf('@') + 1)..]}{address.AbsolutePath.TrimEnd('/')}";
}
