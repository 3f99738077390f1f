using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;
using Rpc.Tasks.RabbitMq.Diagnostics;
using Rpc.Tasks.RabbitMq.Links;

namespace Rpc.Tasks.RabbitMq.Consuming;

/// <content>The loop that consumes.</content>
internal sealed partial class Lane
{
    private async Task RunAsync()
    {
        await Task.Yield();
        int failures = 0;
        while (!_stop.IsCancellationRequested)
        {
            long began = _broker.Clock.GetTimestamp();
            try
            {
                IConnection connection = await _broker.Consuming.ConnectedAsync(_stop.Token).ConfigureAwait(false);
                await _broker.Topology.EnsureAsync(connection, Queue, _stop.Token).ConfigureAwait(false);
                LaneSession session = await LaneSession.OpenAsync(this, connection, _prefetch, _stop.Token).ConfigureAwait(false);
                await using (session.ConfigureAwait(false))
                {
                    await HoldAsync(session).ConfigureAwait(false);
                }
            }
            catch (OperationCanceledException) when (_stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                if (exception is OperationInterruptedException { ShutdownReason.ReplyCode: 404 })
                {
                    QueueIsGone();
                }

                Failed(RabbitProblems.Of(exception));
            }

            failures = _broker.Clock.GetElapsedTime(began) > TimeSpan.FromSeconds(10) ? 0 : failures + 1;
            TimeSpan pause = TimeSpan.FromMilliseconds(Math.Min(50 << Math.Min(failures, 6), 2000) * (0.5 + (Random.Shared.NextDouble() / 2)));
            await Task.Delay(pause, _broker.Clock, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Consumes while it is wanted, until the session is over.</summary>
    private async Task HoldAsync(LaneSession session)
    {
        _session = session;
        try
        {
            while (!session.IsOver)
            {
                bool wanted;
                Task changed;
                lock (_lock)
                {
                    (wanted, changed) = (_wanted, _changed.Task);
                }

                if (wanted && !session.IsConsuming)
                {
                    await session.ConsumeAsync(_stop.Token).ConfigureAwait(false);
                }
                else if (!wanted && session.IsConsuming)
                {
                    await session.PauseAsync(_stop.Token).ConfigureAwait(false);
                }

                _problem = null;
                _begun.TrySetResult();
                await Task.WhenAny(session.Over, changed).WaitAsync(_stop.Token).ConfigureAwait(false);
            }

            Failed(session.Over.Result);
        }
        finally
        {
            _session = null;
        }
    }

    private void Failed(string reason)
    {
        _problem = $"Nothing is delivered from {Queue}: {reason}";
        RabbitLog.ConsumerEnded(_broker.Log, Queue, reason);
    }
}
