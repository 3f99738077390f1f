using Microsoft.Extensions.Logging;
using Rpc.Calls;
using Rpc.Diagnostics;

namespace Rpc.Stubs;

/// <summary>One call's attempts, from its first failure on: whether there is another one, and when. Used by one call at a time.</summary>
internal sealed class Retries
{
    private readonly ProxyTarget _target;
    private readonly MethodDescriptor _method;
    private readonly long _deadline;
    private readonly bool _mayRepeat;
    private int _attempts;
    private bool _maybeExecuted;
    private TimeSpan _delay;

    private Retries(ProxyTarget target, MethodDescriptor method, long deadline, bool mayRepeat)
    {
        _target = target;
        _method = method;
        _deadline = deadline;
        _mayRepeat = mayRepeat;
    }

    /// <summary>The way of the last attempt, which the next one avoids where there is another; null where none was found.</summary>
    public CallRoute? Failed { get; private set; }

    private RetryOptions Options => _target.Options.Retry;

    /// <summary>Whether a failure may be a reason to try again, or comes after attempts that have to be told.</summary>
    public static bool Concern(Retries? retries, RpcException failure) =>
        retries is not null || failure.Reason is RpcErrorReason.ConnectionLost or RpcErrorReason.Draining or RpcErrorReason.OverLimit;

    /// <summary>Counts a failed attempt and leaves its way. Throws the failure, with what the attempts before it mean for it, when it is the last.</summary>
    /// <param name="retries">The attempts before, or null.</param>
    /// <param name="target">Where the call goes.</param>
    /// <param name="route">The way that the attempt took, or null where it found none.</param>
    /// <param name="method">The method.</param>
    /// <param name="deadline">The call's.</param>
    /// <param name="failure">How the attempt failed.</param>
    /// <param name="wasTold">Whether the peer told it, or nobody: a fault of the arguments is found on this side and stays.</param>
    /// <param name="mayRepeat">Whether the call may be repeated although it may have run, if its method is idempotent: not when it has flows, of which some may be used up.</param>
    public static Retries After(Retries? retries, ProxyTarget target, CallRoute? route, MethodDescriptor method, long deadline, RpcException failure, bool wasTold, bool mayRepeat)
    {
        target.Leave(route);
        retries ??= new Retries(target, method, deadline, mayRepeat && (method.Traits & MethodTraits.Idempotent) != 0);
        retries.Failed = route;
        retries.Count(failure, wasTold);
        return retries;
    }

    /// <summary>Waits until the next attempt.</summary>
    public async ValueTask WaitAsync(CancellationToken cancellationToken) => await Task.Delay(_delay, _target.Host.Time, cancellationToken).ConfigureAwait(false);

    /// <summary>Blocks until the next attempt.</summary>
    public void Wait(CancellationToken cancellationToken)
    {
        ReadingThread.BeforeWaiting(own: null);
        if (_target.Host.Time != TimeProvider.System)
        {
            Task.Delay(_delay, _target.Host.Time, cancellationToken).GetAwaiter().GetResult();
        }
        else if (cancellationToken.CanBeCanceled)
        {
            // Not through a timer and the pool: that may be busy with callers who wait as this one does.
            cancellationToken.WaitHandle.WaitOne(_delay);
            cancellationToken.ThrowIfCancellationRequested();
        }
        else
        {
            Thread.Sleep(_delay);
        }
    }

    private void Count(RpcException failure, bool wasTold)
    {
        _attempts++;
        _maybeExecuted |= failure.Outcome == RpcOutcome.MaybeExecuted;

        // The pauses are those of an address. Another one need not wait for it, but where all of them have too much to do.
        bool goesElsewhere = (failure.Reason != RpcErrorReason.OverLimit || _attempts == 1) && _target.HasOther(Failed);
        if (!wasTold || !IsWorthIt(failure, goesElsewhere))
        {
            throw Last(failure);
        }

        _delay = goesElsewhere ? TimeSpan.Zero : Options.DelayAfter(_attempts);
        if (_deadline != long.MaxValue && Environment.TickCount64 + _delay.TotalMilliseconds >= _deadline)
        {
            throw Last(failure);
        }

        DeliveryMetrics.CountRetry(failure.Reason);
        DeliveryLog.Retried(_target.Host.Logger, _method.Signature, _target.Uri, (long)_delay.TotalMilliseconds, _attempts + 1, Options.MaxAttempts, failure.Message);
    }

    private bool IsWorthIt(RpcException failure, bool goesElsewhere) => Math.Max(_attempts, goesElsewhere ? 0 : failure.FailedConnects) < Options.MaxAttempts
        && failure.Reason switch
        {
            RpcErrorReason.Draining => failure.Outcome == RpcOutcome.NotExecuted && _target.CanReconnect,
            RpcErrorReason.ConnectionLost => _target.CanReconnect && (failure.Outcome == RpcOutcome.NotExecuted || (failure.Outcome == RpcOutcome.MaybeExecuted && _mayRepeat)),
            RpcErrorReason.OverLimit => failure.Outcome == RpcOutcome.NotExecuted,
            _ => false,
        };

    /// <summary>What the caller is told. That the last attempt never ran does not mean that none before it did.</summary>
    private RpcException Last(RpcException failure)
    {
        if (_attempts == 1)
        {
            return failure;
        }

        DeliveryMetrics.GivenUp.Add(1);
        DeliveryLog.GaveUp(_target.Host.Logger, _method.Signature, _target.Uri, _attempts, failure.Message);
        RpcOutcome outcome = failure.Outcome == RpcOutcome.NotExecuted && _maybeExecuted ? RpcOutcome.MaybeExecuted : failure.Outcome;
        return new RpcException(failure.Status, $"{failure.Message} {_attempts} attempts were made.", outcome, failure.Reason, failure)
        {
            RemoteType = failure.RemoteType,
            RemoteStackTrace = failure.RemoteStackTrace,
            RemoteUri = failure.RemoteUri,
            FailedConnects = failure.FailedConnects,
        };
    }
}
