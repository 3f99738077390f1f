using Rpc.Calls;
using Rpc.Codec;

namespace Rpc.Stubs;

/// <summary>A stream that a method returns: the call starts with the first item that is asked for, and stops when the enumerator is disposed.</summary>
internal sealed class RemoteStream<TArguments, TItem>(ProxyBase proxy, MethodDescriptor method, TArguments arguments, ReadValue<TItem> read, CancellationToken methodToken) : IAsyncEnumerable<TItem>
    where TArguments : struct, ICallArguments
{
    private readonly ProxyBase _proxy = proxy;
    private readonly MethodDescriptor _method = method;
    private readonly TArguments _arguments = arguments;
    private readonly ReadValue<TItem> _read = read;
    private readonly CancellationToken _methodToken = methodToken;

    public IAsyncEnumerator<TItem> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    private sealed class Enumerator : IAsyncEnumerator<TItem>
    {
        private readonly RemoteStream<TArguments, TItem> _stream;
        private readonly CancellationTokenSource? _linked;
        private readonly CancellationToken _token;
        private readonly CancellationToken _callersToken;
        private readonly Queue<TItem> _ready = new();
        private PendingStream? _call;
        private bool _ended;

        public Enumerator(RemoteStream<TArguments, TItem> stream, CancellationToken token)
        {
            _stream = stream;
            _callersToken = token;
            if (token.CanBeCanceled && stream._methodToken.CanBeCanceled && token != stream._methodToken)
            {
                _linked = CancellationTokenSource.CreateLinkedTokenSource(token, stream._methodToken);
                _token = _linked.Token;
            }
            else
            {
                _token = token.CanBeCanceled ? token : stream._methodToken;
            }
        }

        public TItem Current { get; private set; } = default!;

        public async ValueTask<bool> MoveNextAsync()
        {
            TItem? item;
            while (!_ready.TryDequeue(out item))
            {
                if (_ended || !await FillAsync().ConfigureAwait(false))
                {
                    _ended = true;
                    Current = default!;
                    return false;
                }
            }

            Current = item;
            return true;
        }

        public ValueTask DisposeAsync()
        {
            _ended = true;
            _call?.Stop();
            _linked?.Dispose();
            return ValueTask.CompletedTask;
        }

        private async ValueTask<bool> FillAsync()
        {
            _token.ThrowIfCancellationRequested();
            _call ??= await _stream._proxy.StartStreamAsync(_stream._method, _stream._arguments, _token).ConfigureAwait(false);
            ArraySegment<byte>? next;
            try
            {
                next = await _call.NextAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException exception) when (_linked is not null)
            {
                // The caller knows its own two tokens, not the one that joins them.
                throw new OperationCanceledException(exception.Message, exception, _stream._methodToken.IsCancellationRequested ? _stream._methodToken : _callersToken);
            }

            if (next is not { } segment)
            {
                return false;
            }

            try
            {
                Decode(segment);
            }
            finally
            {
                _call.Consumed(segment);
            }

            return true;
        }

        private void Decode(ArraySegment<byte> segment)
        {
            CallRoute route = _call!.Route!;
            try
            {
                var reader = new RpcReader(segment, route.Channel.References, route.Shapes);
                while (reader.Remaining > 0)
                {
                    int before = reader.Remaining;
                    _ready.Enqueue(_stream._read(ref reader));
                    if (reader.Remaining == before)
                    {
                        throw new RpcException(RpcStatus.InvalidArgument, "an item without bytes cannot be told from none", reason: RpcErrorReason.Undecodable);
                    }
                }
            }
            catch (Exception exception)
            {
                throw RemoteErrors.UndecodableResult(exception, _call.What, _call.Uri);
            }
        }
    }
}
