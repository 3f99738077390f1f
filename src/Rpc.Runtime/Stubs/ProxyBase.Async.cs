using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <content>The calls that are awaited.</content>
public abstract partial class ProxyBase
{
    /// <summary>Calls and gives the result when it is there.</summary>
    protected internal ValueTask<TResult> CallAsync<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(result);
        PendingResult<TResult>? call = TryCallNow(method, arguments, result.Read, cancellationToken);
        return call is not null ? call.AsTask() : CallSlowAsync(method, arguments, result.Read, cancellationToken);
    }

    /// <summary>Calls and completes when the method has run.</summary>
    protected internal ValueTask CallAsync<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        PendingResult<NoResult>? call = TryCallNow<TArguments, NoResult>(method, arguments, read: null, cancellationToken);
        return call is not null ? call.AsVoidTask() : Discard(CallSlowAsync<TArguments, NoResult>(method, arguments, read: null, cancellationToken));

        static async ValueTask Discard(ValueTask<NoResult> pending) => await pending.ConfigureAwait(false);
    }

    /// <summary>Queues a one-way call; waits only under back-pressure.</summary>
    protected internal async ValueTask PostAsync<TArguments>(MethodDescriptor method, TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(Target.TimeoutOf(method));
        StartLine.Place? place = null;
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                CallRoute route = KnownRoute(ref place) ?? await RouteAsync(method, start, place!, cancellationToken).ConfigureAwait(false);
                PooledBuffer message = route.Encode(start with { Deadline = long.MaxValue }, method, arguments);
                if (!route.Channel.HasRoomToPost(message))
                {
                    await WaitToPostAsync(route, message, start.Deadline, method, cancellationToken).ConfigureAwait(false);
                }

                if (route.Channel.TryPost(message))
                {
                    return;
                }

                Again(message, route, attempt);
            }
        }
        finally
        {
            place?.Leave();
        }
    }

    private static async ValueTask WaitToPostAsync(CallRoute route, PooledBuffer message, long deadline, MethodDescriptor method, CancellationToken cancellationToken)
    {
        bool room = false;
        try
        {
            room = await route.Channel.WaitToPostAsync(message, deadline, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            if (!room)
            {
                message.Dispose();
            }
        }

        if (!room)
        {
            throw NoRoom(route, method);
        }
    }

    /// <summary>A stream: each enumeration is one call.</summary>
    protected IAsyncEnumerable<TItem> Stream<TArguments, TItem>(MethodDescriptor method, in TArguments arguments, ValueCodec<TItem> item, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(item);
        return new RemoteStream<TArguments, TItem>(this, method, arguments, flows: null, item.Read, cancellationToken);
    }

    /// <summary>Starts a stream's call and gives the first credit.</summary>
    internal async ValueTask<PendingStream> StartStreamAsync<TArguments>(MethodDescriptor method, TArguments arguments, CallFlows? flows, CancellationToken cancellationToken, int mostWindow = int.MaxValue)
        where TArguments : struct, ICallArguments
    {
        CallStart start = CallStart.NowUnlimited();
        long setUp = Deadline.After(Target.TimeoutMilliseconds);
        StartLine.Place? place = null;
        try
        {
            for (int attempt = 0; ; attempt++)
            {
                CallRoute route = KnownRoute(ref place) ?? await RouteAsync(method, start with { Deadline = setUp }, place!, cancellationToken).ConfigureAwait(false);
                PooledBuffer message = route.Encode(start, method, arguments);
                var call = new PendingStream(route.Channel, mostWindow);
                call.Prepare(route, start, method, cancellationToken, flows);
                if (route.Channel.TryStart(call, message))
                {
                    call.Open();
                    return call;
                }

                Again(message, route, attempt);
            }
        }
        finally
        {
            place?.Leave();
        }
    }

    /// <summary>The usual case, without a state machine: a known way with room.</summary>
    private PendingResult<TResult>? TryCallNow<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken)
        where TArguments : struct, ICallArguments
    {
        if (Target.Route is not { Channel: { IsOpen: true, HasOutputRoom: true } } route || !Target.Line.IsEmpty || cancellationToken.IsCancellationRequested)
        {
            return null;
        }

        CallStart start = CallStart.Now(Target.TimeoutOf(method));
        PendingResult<TResult>? call = Start(route, start, method, arguments, read, cancellationToken, out PooledBuffer? unsent);
        unsent?.Dispose();

        // Until it was sent: a collected proxy is given back.
        GC.KeepAlive(Target);
        return call;
    }

    private static PendingResult<TResult>? Start<TArguments, TResult>(CallRoute route, in CallStart start, MethodDescriptor method, in TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken, out PooledBuffer? unsent, CallFlows? flows = null)
        where TArguments : struct, ICallArguments
    {
        unsent = route.Encode(start, method, arguments);
        PendingResult<TResult> call = PendingResult<TResult>.Rent(read, waiter: null);
        call.Prepare(route, start, method, cancellationToken, flows);
        if (route.Channel.TryStart(call, unsent))
        {
            unsent = null;
            return call;
        }

        call.Recycle();
        return null;
    }

    private async ValueTask<TResult> CallSlowAsync<TArguments, TResult>(MethodDescriptor method, TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken, CallFlows? flows = null)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(flows is null ? Target.TimeoutOf(method) : Target.TimeoutOfFlowing(method));
        CallStart setUp = flows is null ? start : CallStart.Now(Target.TimeoutOf(method));
        for (int attempt = 0; ; attempt++)
        {
            PendingResult<TResult>? call = null;
            StartLine.Place place = Target.Line.Enter();
            try
            {
                CallRoute route = await RouteAsync(method, setUp, place, cancellationToken).ConfigureAwait(false);
                call = Start(route, start, method, arguments, read, cancellationToken, out PooledBuffer? unsent, flows);
                if (call is null)
                {
                    Again(unsent!, route, attempt);
                    continue;
                }
            }
            finally
            {
                place.Leave();
            }

            try
            {
                return await call.AsTask().ConfigureAwait(false);
            }
            catch (RpcException exception) when (MayTryAgain(exception, attempt))
            {
                Target.Route = null;
            }
        }
    }

    /// <summary>The usual way, if it is open, has room and nobody waits for it; else takes a place in the line, unless there is one already.</summary>
    private CallRoute? KnownRoute(ref StartLine.Place? place)
    {
        if (place is null && Target.Line.IsEmpty && Target.Route is { Channel: { IsOpen: true, HasOutputRoom: true } } known)
        {
            return known;
        }

        place ??= Target.Line.Enter();
        return null;
    }

    private async ValueTask<CallRoute> RouteAsync(MethodDescriptor method, CallStart start, StartLine.Place place, CancellationToken cancellationToken)
    {
        if (!place.Turn.IsCompleted)
        {
            try
            {
                await place.Turn.WaitAsync(Deadline.Left(start.Deadline), cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                throw NoTurn(method);
            }
        }

        CallRoute route = Target.Route is { Channel.IsOpen: true } known
            ? known
            : await Target.OpenAsync(method.Contract, start.Deadline, cancellationToken).ConfigureAwait(false);
        return route.Channel.HasOutputRoom || await route.Channel.WaitForOutputRoomAsync(start.Deadline, cancellationToken).ConfigureAwait(false)
            ? route
            : throw NoRoom(route, method);
    }
}
