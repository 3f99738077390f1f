using System.Threading.Channels;
using RabbitMQ.Client;
using Rpc.Tasks.RabbitMq.Diagnostics;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Publishing;

/// <summary>Publishes messages, many at a time, and says of each whether the broker has it. Thread-safe.</summary>
/// <remarks>One loop reads <c>_posted</c>; what it cannot send now and somebody waits for is in <c>_held</c>, which only that loop touches. <c>_places</c> bounds what is sent and not confirmed.</remarks>
internal sealed partial class RabbitPublisher(RabbitLink link, Broker broker) : IAsyncDisposable
{
    private const int MostUnconfirmed = 2048;

    // A message that is larger goes over a channel of its own, so that its refusal does not close that of the others.
    private const int LargeBytes = 1024 * 1024;

    private static readonly TimeSpan s_retry = TimeSpan.FromMilliseconds(50);

    private readonly Channel<OutgoingMessage> _posted = Channel.CreateUnbounded<OutgoingMessage>(new UnboundedChannelOptions { SingleReader = true });
    private readonly Queue<OutgoingMessage> _held = new();
    private readonly SemaphoreSlim _places = new(MostUnconfirmed, MostUnconfirmed);
    private readonly CancellationTokenSource _stop = new();
    private PublishChannel? _channel;
    private Task _loop = Task.CompletedTask;

    public void Start() => _loop = RunAsync();

    /// <summary>Takes a message to be published. Returns at once.</summary>
    public void Post(OutgoingMessage message)
    {
        if (!_posted.Writer.TryWrite(message))
        {
            message.End(new ObjectDisposedException(broker.Name));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _posted.Writer.TryComplete();

        // What is on its way has a moment; the rest is somebody else's to repeat.
        await _loop.WaitAsync(TimeSpan.FromSeconds(2), broker.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        while (_held.TryDequeue(out OutgoingMessage? message) || _posted.Reader.TryRead(out message))
        {
            message.End(new ObjectDisposedException(broker.Name));
        }

        if (_channel is not null)
        {
            await _channel.DisposeAsync().ConfigureAwait(false);
        }
    }

    private async Task RunAsync()
    {
        await Task.Yield();
        while (!_stop.IsCancellationRequested && (_held.Count > 0 || await _posted.Reader.WaitToReadAsync(_stop.Token).ConfigureAwait(false)))
        {
            try
            {
                if (!link.IsUp || link.IsBlocked)
                {
                    Shed();
                    await Task.Delay(s_retry, broker.Clock, _stop.Token).ConfigureAwait(false);
                    continue;
                }

                IConnection connection = await link.ConnectedAsync(_stop.Token).ConfigureAwait(false);
                while (connection.IsOpen && !link.IsBlocked && (_held.TryDequeue(out OutgoingMessage? next) || _posted.Reader.TryRead(out next)))
                {
                    await BeginAsync(connection, next).ConfigureAwait(false);
                }
            }
            catch (Exception exception) when (!_stop.IsCancellationRequested)
            {
                RabbitLog.PublishFailed(broker.Log, exception, broker.Name);
                await Task.Delay(s_retry, broker.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await WaitForConfirmsAsync().ConfigureAwait(false);
    }

    /// <summary>Keeps what somebody waits for, and ends the rest.</summary>
    private void Shed()
    {
        for (int count = _held.Count; count > 0; count--)
        {
            Keep(_held.Dequeue());
        }

        while (_posted.Reader.TryRead(out OutgoingMessage? posted))
        {
            Keep(posted);
        }

        void Keep(OutgoingMessage message)
        {
            if (message.IsWanted)
            {
                _held.Enqueue(message);
            }
            else
            {
                message.End(PublishRefusal.Down(broker.Name, link.Problem));
            }
        }
    }

    /// <summary>Sends one, and does not wait for its confirm.</summary>
    private async ValueTask BeginAsync(IConnection connection, OutgoingMessage next)
    {
        if (next.IsGivenUp)
        {
            next.End(PublishRefusal.Down(broker.Name, link.Problem));
            return;
        }

        bool begun = false;
        try
        {
            await broker.Topology.EnsureAsync(connection, next.Queue, _stop.Token).ConfigureAwait(false);
            if (!next.IsAlone && next.Body.Length <= LargeBytes && _channel is not { IsOpen: true })
            {
                await RenewAsync(connection).ConfigureAwait(false);
            }

            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
            begun = true;
        }
        catch (Exception exception) when (RabbitProblems.IsFinal(exception))
        {
            next.End(PublishRefusal.Final(exception, broker.Name, next.Queue));
        }
        finally
        {
            if (begun)
            {
                _ = next.IsAlone || next.Body.Length > LargeBytes ? SendAloneAsync(connection, next) : SendAsync(_channel!, next);
            }
            else
            {
                Again(next);
            }
        }
    }

    private async ValueTask RenewAsync(IConnection connection)
    {
        if (_channel is { } former)
        {
            _channel = null;
            await former.DisposeAsync().ConfigureAwait(false);
        }

        _channel = await PublishChannel.OpenAsync(connection, _stop.Token).ConfigureAwait(false);
    }

    private async Task WaitForConfirmsAsync()
    {
        for (int i = 0; i < MostUnconfirmed; i++)
        {
            await _places.WaitAsync(_stop.Token).ConfigureAwait(false);
        }
    }
}
