using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Rpc.Tasks.RabbitMq.Publishing;

/// <summary>A channel whose messages are confirmed one by one, and that tells when it is over: what it has not confirmed by then may have been taken or not.</summary>
internal sealed class PublishChannel : IAsyncDisposable
{
    private readonly CancellationTokenSource _closed = new();
    private readonly IChannel _channel;

    private PublishChannel(IConnection connection, IChannel channel)
    {
        Connection = connection;
        _channel = channel;
        channel.ChannelShutdownAsync += OnShutdownAsync;
        if (!channel.IsOpen)
        {
            _ = _closed.CancelAsync();
        }
    }

    public IConnection Connection { get; }

    public bool IsOpen => _channel.IsOpen && !_closed.IsCancellationRequested;

    /// <summary>Why it was closed; null while it is open.</summary>
    public ShutdownEventArgs? CloseReason => _channel.CloseReason;

    public static async ValueTask<PublishChannel> OpenAsync(IConnection connection, CancellationToken cancellationToken)
    {
        // How many are under way is the publisher's to limit.
        var options = new CreateChannelOptions(publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);
        return new PublishChannel(connection, await connection.CreateChannelAsync(options, cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Publishes, and returns when it is confirmed.</summary>
    /// <exception cref="RabbitMQ.Client.Exceptions.PublishException">It was sent back, or refused.</exception>
    /// <exception cref="OperationCanceledException">The channel was closed before.</exception>
    public async Task PublishAsync(OutgoingMessage message)
    {
        ValueTask published = _channel.BasicPublishAsync(string.Empty, message.Queue, mandatory: true, message.Properties, message.Body, CancellationToken.None);
        await published.AsTask().WaitAsync(_closed.Token).ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        _channel.ChannelShutdownAsync -= OnShutdownAsync;
        await _closed.CancelAsync().ConfigureAwait(false);
        try
        {
            await _channel.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Its connection is closed most likely.
        }
    }

    private Task OnShutdownAsync(object sender, ShutdownEventArgs reason) => _closed.CancelAsync();
}
