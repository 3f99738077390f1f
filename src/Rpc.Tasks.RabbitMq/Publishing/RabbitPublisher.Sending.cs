using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Rpc.Tasks.RabbitMq.Diagnostics;

namespace Rpc.Tasks.RabbitMq.Publishing;

/// <content>Sending one message, and what becomes of it.</content>
internal sealed partial class RabbitPublisher
{
    private async Task SendAloneAsync(IConnection connection, OutgoingMessage next)
    {
        try
        {
            PublishChannel channel = await PublishChannel.OpenAsync(connection, _stop.Token).ConfigureAwait(false);
            await using (channel.ConfigureAwait(false))
            {
                next.IsAlone = true;
                await SendAsync(channel, next).ConfigureAwait(false);
            }
        }
        catch (Exception)
        {
            _places.Release();
            Again(next);
        }
    }

    private async Task SendAsync(PublishChannel channel, OutgoingMessage next)
    {
        long began = broker.Clock.GetTimestamp();
        next.Sent();
        try
        {
            await channel.PublishAsync(next).ConfigureAwait(false);
            RabbitMetrics.Confirmed(broker.Clock.GetElapsedTime(began));
            next.End(null);
        }
        catch (PublishException exception)
        {
            if (exception.IsReturn)
            {
                broker.Topology.Forget(next.Queue);
            }

            RabbitMetrics.Refused();
            next.NotTaken();
            next.End(PublishRefusal.Of(exception, broker.Name, next.Queue));
        }
        catch (Exception exception)
        {
            // One of those under way has closed the channel; which one shows when each has its own.
            if (channel.CloseReason is { Initiator: ShutdownInitiator.Peer, ReplyCode: 403 or 406 } reason)
            {
                if (next.IsAlone)
                {
                    next.NotTaken();
                    next.End(PublishRefusal.Final(new OperationInterruptedException(reason), broker.Name, next.Queue));
                }

                next.IsAlone = true;
            }

            RabbitLog.PublishFailed(broker.Log, exception, broker.Name);
            Again(next);
        }
        finally
        {
            _places.Release();
        }
    }

    /// <summary>Once more, where somebody waits. A message may be there twice then.</summary>
    private void Again(OutgoingMessage message)
    {
        if (!message.IsEnded && message.IsWanted && _posted.Writer.TryWrite(message))
        {
            return;
        }

        message.End(PublishRefusal.Down(broker.Name, link.Problem));
    }
}
