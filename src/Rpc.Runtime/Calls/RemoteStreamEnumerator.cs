using System.Runtime.CompilerServices;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>Reads a stream's items. Items that have arrived cost neither a wait nor an allocation of their own.</summary>
/// <remarks>
/// Used by one reader at a time, as every enumerator. Invariants: <c>_items</c> from <c>_next</c> to <c>_count</c> are decoded and not taken; the bytes of <c>_segment</c> from
/// <c>_position</c> on are not decoded, and the segment goes back, so that the writer may send more, when all items in it have been taken.
/// </remarks>
internal sealed class RemoteStreamEnumerator<TItem> : IAsyncEnumerator<TItem>
{
    /// <summary>Items that are decoded in one go: with less, entering the decoder costs more than a small item; with more, they would be out of the cache when they are taken.</summary>
    private const int MostAtOnce = 256;

    private readonly Func<CancellationToken, ValueTask<PendingStream>> _start;
    private readonly ReadValue<TItem> _read;
    private readonly CallFlows? _flows;
    private readonly CancellationTokenSource? _linked;
    private readonly CancellationToken _token;
    private readonly CancellationToken _callersToken;
    private readonly CancellationToken _methodToken;
    private TItem[] _items = [];
    private int _next;
    private int _count;
    private ArraySegment<byte> _segment;
    private int _position;
    private PendingStream? _call;
    private Exception? _failure;
    private bool _ended;
    private bool _begun;

    /// <summary>Waits until a call that failed before it ran may be made again, or throws what its caller is to hear; null where it is not made again.</summary>
    public Func<RpcException, CallRoute?, CancellationToken, ValueTask>? BeforeRestart { get; init; }

    public RemoteStreamEnumerator(Func<CancellationToken, ValueTask<PendingStream>> start, ReadValue<TItem> read, CancellationToken token, CancellationToken methodToken, CallFlows? flows = null)
    {
        _flows = flows;
        _start = start;
        _read = read;
        _callersToken = token;
        _methodToken = methodToken;
        if (token.CanBeCanceled && methodToken.CanBeCanceled && token != methodToken)
        {
            _linked = CancellationTokenSource.CreateLinkedTokenSource(token, methodToken);
            _token = _linked.Token;
        }
        else
        {
            _token = token.CanBeCanceled ? token : methodToken;
        }
    }

    public TItem Current { get; private set; } = default!;

    public ValueTask<bool> MoveNextAsync() => TryTake() ? new ValueTask<bool>(true) : MoveSlowAsync();

    public ValueTask DisposeAsync()
    {
        _ended = true;
        _next = 0;
        _count = 0;
        if (_call is not null)
        {
            GiveBack();
            _call.Stop();
            _call = null;
        }

        _linked?.Dispose();
        return _flows is null ? ValueTask.CompletedTask : new ValueTask(_flows.EndAsync());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryTake()
    {
        int next = _next;
        if (next >= _count || _token.IsCancellationRequested)
        {
            return false;
        }

        Current = _items[next];
        _next = next + 1;
        return true;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> MoveSlowAsync()
    {
        try
        {
            while (!_ended)
            {
                ThrowIfCancelled();
                _call ??= await _start(_token).ConfigureAwait(false);
                if (TryDecode())
                {
                    if (TryTake())
                    {
                        return true;
                    }
                }
                else if (_call.TryNext(out _segment))
                {
                    _begun = true;
                }
                else if (!await MoreAsync(_call).ConfigureAwait(false))
                {
                    break;
                }
            }
        }
        catch (OperationCanceledException exception) when (_linked is not null && exception.CancellationToken == _token)
        {
            // The caller knows its own two tokens, not the one that joins them.
            throw Cancelled(exception);
        }
        catch (Exception) when (_flows?.Failure is { } failure)
        {
            // As if it were a local function: what its own stream threw comes back to who passed the stream.
            RemoteErrors.Throw(failure);
        }

        _ended = true;
        Current = default!;
        return false;
    }

    /// <summary>Waits for more; false at the end. True also when the call failed before it ran, and is to be made again.</summary>
    private async ValueTask<bool> MoreAsync(PendingStream call)
    {
        try
        {
            return await call.WaitAsync().ConfigureAwait(false);
        }
        catch (RpcException exception) when (!_begun && BeforeRestart is not null && exception.Outcome == RpcOutcome.NotExecuted && _flows?.Failure is null)
        {
            CallRoute? route = call.Route;
            call.Stop();
            _call = null;
            await BeforeRestart(exception, route, _token).ConfigureAwait(false);
            return true;
        }
    }

    private void ThrowIfCancelled()
    {
        if (_token.IsCancellationRequested)
        {
            throw Cancelled(null);
        }
    }

    private OperationCanceledException Cancelled(Exception? inner) =>
        new(inner?.Message ?? "The enumeration was cancelled by its reader.", inner, _methodToken.IsCancellationRequested ? _methodToken : _callersToken);

    /// <summary>Decodes the next items of the segment; false when all of it has been taken, and it was given back. An item that cannot be read fails after those before it were taken.</summary>
    private bool TryDecode()
    {
        if (_failure is not null)
        {
            _ended = true;
            throw CallFailures.NotTaken(_call!.Route!.Channel.Logger, _call.What, _call.Uri, RemoteErrors.UndecodableResult(_failure, _call.What, _call.Uri));
        }

        if (_position == _segment.Count)
        {
            GiveBack();
            return false;
        }

        int count = 0;
        try
        {
            Decode(ref count);
        }
        catch (Exception exception)
        {
            _failure = exception;
            _position = _segment.Count;
        }

        _next = 0;
        _count = count;
        return count > 0 || TryDecode();
    }

    private void Decode(ref int count)
    {
        CallRoute route = _call!.Route!;
        if (_count == _items.Length && _items.Length < MostAtOnce)
        {
            _items = new TItem[Math.Max(16, _items.Length * 4)];
        }

        TItem[] items = _items;
        var reader = new RpcReader(_segment.AsSpan(_position), route.Channel.References, route.Shapes);
        while (count < items.Length && reader.Remaining > 0)
        {
            int before = reader.Remaining;
            items[count] = _read(ref reader);
            if (reader.Remaining == before)
            {
                throw new RpcException(RpcStatus.InvalidArgument, "an item without bytes cannot be told from none", reason: RpcErrorReason.Undecodable);
            }

            count++;
        }

        _position = _segment.Count - reader.Remaining;
    }

    private void GiveBack()
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<TItem>())
        {
            Array.Clear(_items);
        }

        if (_segment.Array is not null)
        {
            _call!.Consumed(_segment);
        }

        _segment = default;
        _position = 0;
    }
}
