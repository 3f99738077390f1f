using System.ComponentModel;
using Rpc.Buffers;
using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>The base of every generated proxy: encodes arguments, sends the call, decodes the result. Thread-safe.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract partial class ProxyBase : IEquatable<ProxyBase>, IAsyncDisposable, IDisposable
{
    /// <summary>A proxy whose calls go through <paramref name="target"/>.</summary>
    protected ProxyBase(ProxyTarget target)
    {
        ArgumentNullException.ThrowIfNull(target);
        Target = target;
    }

    internal ProxyTarget Target { get; }

    /// <summary>Proxies of the same object through the same interface are equal.</summary>
    public bool Equals(ProxyBase? other) => other is not null && other.GetType() == GetType() && other.Target.Identity.Equals(Target.Identity);

    /// <inheritdoc/>
    public sealed override bool Equals(object? obj) => Equals(obj as ProxyBase);

    /// <inheritdoc/>
    public sealed override int GetHashCode() => Target.Identity.GetHashCode();

    /// <summary>The object's URI.</summary>
    public sealed override string ToString() => Target.Uri;

    /// <summary>Gives a reference back that came over a connection, so that its owner may forget the object; as <see cref="RemoteProxy.ReleaseAsync"/>. Proxies made from URIs need none.</summary>
    public ValueTask DisposeAsync() => Target.ReleaseAsync();

    /// <inheritdoc cref="DisposeAsync()"/>
    public void Dispose() => _ = Target.ReleaseAsync();

    /// <summary>For contracts that are <see cref="IAsyncDisposable"/> themselves: the object is disposed, and then given back. One that is gone already is disposed.</summary>
    protected async ValueTask DisposeAsync(ValueTask remote)
    {
        try
        {
            await remote.ConfigureAwait(false);
        }
        catch (RpcException exception) when (IsGone(exception))
        {
        }
        finally
        {
            await Target.ReleaseAsync().ConfigureAwait(false);
        }
    }

    /// <summary>For contracts that are <see cref="IDisposable"/> themselves.</summary>
    protected void Dispose(Action remote)
    {
        ArgumentNullException.ThrowIfNull(remote);
        try
        {
            remote();
        }
        catch (RpcException exception) when (IsGone(exception))
        {
        }
        finally
        {
            Dispose();
        }
    }

    private static bool IsGone(RpcException exception) => exception is { Outcome: RpcOutcome.NotExecuted, Reason: RpcErrorReason.NoSuchObject or RpcErrorReason.ConnectionLost };

    /// <summary>Calls and blocks the calling thread until the result is there.</summary>
    protected TResult Call<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ValueCodec<TResult> result, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        ArgumentNullException.ThrowIfNull(result);
        return CallCore(method, arguments, result.Read, cancellationToken);
    }

    /// <summary>Calls and blocks the calling thread until the method has run.</summary>
    protected void Call<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments => CallCore<TArguments, NoResult>(method, arguments, read: null, cancellationToken);

    /// <summary>Queues a one-way call; blocks only under back-pressure.</summary>
    protected void Post<TArguments>(MethodDescriptor method, in TArguments arguments, CancellationToken cancellationToken = default)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(Target.TimeoutOf(method));
        if (!Target.IsPlainOnce)
        {
            ReadingThread.Wait(PostSpecialAsync(method, arguments, start, cancellationToken).AsTask(), CancellationToken.None);
            return;
        }

        for (Retries? retries = null; ; retries!.Wait(cancellationToken))
        {
            CallRoute? route = null;
            try
            {
                route = Route(method, new RouteWish(retries?.Failed, InOrder: true), start, cancellationToken);
                PooledBuffer message = route.Encode(start with { Deadline = long.MaxValue }, method, arguments);
                if (!route.Channel.HasRoomToPost(message))
                {
                    WaitToPost(route, message, start.Deadline, method, cancellationToken);
                }

                if (TryPost(route, message, method, arguments, start))
                {
                    return;
                }

                throw NotSent(message, route);
            }
            catch (RpcException exception) when (Retries.Concern(retries, exception))
            {
                retries = Retries.After(retries, Target, route, method, start.Deadline, exception, IsTold(exception, route, sent: false), mayRepeat: false);
            }
        }
    }

    private static void WaitToPost(CallRoute route, PooledBuffer message, long deadline, MethodDescriptor method, CancellationToken cancellationToken)
    {
        bool room = false;
        try
        {
            room = route.Channel.WaitToPost(message, deadline, cancellationToken);
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
            throw route.NoRoom(method);
        }
    }

    private TResult CallCore<TArguments, TResult>(MethodDescriptor method, in TArguments arguments, ReadValue<TResult>? read, CancellationToken cancellationToken, CallFlows? flows = null)
        where TArguments : struct, ICallArguments
    {
        cancellationToken.ThrowIfCancellationRequested();
        CallStart start = CallStart.Now(flows is null ? Target.TimeoutOf(method) : Target.TimeoutOfFlowing(method));
        CallStart setUp = flows is null ? start : CallStart.Now(Target.TimeoutOf(method));
        if (!Target.IsPlain)
        {
            return ReadingThread.Wait(CallSpecialAsync(method, arguments, read, start, setUp.Deadline, cancellationToken, flows));
        }

        for (Retries? retries = null; ; retries!.Wait(cancellationToken))
        {
            CallRoute? route = null;
            bool sent = false;
            try
            {
                route = Route(method, new RouteWish(retries?.Failed), setUp, cancellationToken);
                PooledBuffer message = route.Encode(start, method, arguments);
                PendingResult<TResult> call = PendingResult<TResult>.Rent(read, SyncWaiter.Current);
                call.Prepare(route, start, method, cancellationToken, flows);
                if (!route.Channel.TryStart(call, message))
                {
                    call.Recycle();
                    throw NotSent(message, route);
                }

                // Until it was sent: a collected proxy is given back.
                GC.KeepAlive(Target);
                sent = true;
                route.Channel.Wait(call);
                return call.TakeResult();
            }
            catch (RpcException exception) when (Retries.Concern(retries, exception))
            {
                retries = Retries.After(retries, Target, route, method, start.Deadline, exception, IsTold(exception, route, sent), mayRepeat: flows is null);
            }
        }
    }

    /// <summary>A way with room, behind the calls of this proxy that wait to be sent.</summary>
    private CallRoute Route(MethodDescriptor method, RouteWish wish, in CallStart start, CancellationToken cancellationToken)
    {
        if (!Target.Line.IsEmpty)
        {
            WaitInLine(method, start, cancellationToken);
        }

        CallRoute route = (Target.Route ?? Target.Choose(wish)) is { Channel.IsOpen: true } known ? known : Target.Open(method.Contract, wish, start.Deadline, cancellationToken);
        return route.Channel.HasOutputRoom || route.Channel.WaitForOutputRoom(start.Deadline, cancellationToken) ? route : throw route.NoRoom(method);
    }

    /// <summary>Waits for calls of this proxy that are awaited and could not be sent yet. What this thread sends next comes after them.</summary>
    private void WaitInLine(MethodDescriptor method, in CallStart start, CancellationToken cancellationToken)
    {
        StartLine.Place place = Target.Line.Enter();
        try
        {
            ReadingThread.BeforeWaiting(own: null);
            if (!place.Turn.Wait(Deadline.Left(start.Deadline), cancellationToken))
            {
                throw NoTurn(method);
            }
        }
        finally
        {
            place.Leave();
        }
    }

    private RpcException NoTurn(MethodDescriptor method) =>
        CallFailures.Overdue(Target.Route?.Channel.Logger, method.Signature, new(RpcStatus.DeadlineExceeded, $"{method.Signature} at {Target.Uri} could not be sent before its deadline: calls made before it through the same proxy still wait to be sent.") { RemoteUri = Target.Uri });

    /// <summary>The connection ended between finding it and sending.</summary>
    private static RpcException NotSent(PooledBuffer message, CallRoute route)
    {
        message.Dispose();
        return RemoteErrors.NotConnected(route.Uri, "the connection ended before the call could be sent");
    }

    /// <summary>Whether a failure came from outside. One between having a way and sending is about the arguments, and comes again.</summary>
    private static bool IsTold(RpcException failure, CallRoute? route, bool sent) => sent || route is null || failure.Reason == RpcErrorReason.ConnectionLost;

    /// <summary>Stands for the result of a method that has none.</summary>
    internal readonly struct NoResult;
}
