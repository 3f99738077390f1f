using Rpc.Calls;
using Rpc.Stubs;

namespace Rpc;

/// <summary>Calls of one object that travel together: one request, one answer, run one after another in the order in which they were added. Not thread-safe. Made by <see cref="RpcClient.CreateBatch{T}"/>.</summary>
public sealed class RpcBatch : IAsyncDisposable
{
    private readonly ProxyBase _proxy;
    private readonly ContractDescriptor _contract;
    private List<BatchEntry> _calls = [];

    internal RpcBatch(ProxyBase proxy, ContractDescriptor contract)
    {
        _proxy = proxy;
        _contract = contract;
    }

    /// <summary>Calls that were added since the batch was sent last.</summary>
    public int Count => _calls.Count;

    /// <summary>Adds a call without a result. Nothing is sent before <see cref="SendAsync"/>.</summary>
    /// <exception cref="ArgumentException">It is a call of another contract, or has a stream, a body or progress: those go beside a call while it runs, and a batch is one message.</exception>
    /// <exception cref="InvalidOperationException">An argument of the call is the result of a task.</exception>
    public BatchResult Add(RemoteCall call)
    {
        Check(call);
        var result = new PlainBatchResult(call);
        _calls.Add(result.Entry);
        return result;
    }

    /// <inheritdoc cref="Add(RemoteCall)"/>
    public BatchResult<TResult> Add<TResult>(RemoteCall<TResult> call)
    {
        Check(call);
        var result = new ValueBatchResult<TResult>(call);
        _calls.Add(result.Entry);
        return result;
    }

    /// <summary>Sends the calls that were added, and completes when each has its result; the batch is empty then and may be used again. An empty one sends nothing.</summary>
    /// <remarks>All of them have the time of one call of the proxy. The batch is retried as one call; as an idempotent one if all of its methods are.</remarks>
    /// <param name="mode">What a failed call means for those behind it. Failures of calls are in their results and not thrown here.</param>
    /// <param name="cancellationToken">Cancels the call that runs, and those behind it.</param>
    /// <exception cref="RpcException">The batch as a whole failed: it could not be sent, its answer was lost, it is over a limit. Its results tell the same.</exception>
    public async ValueTask SendAsync(BatchMode mode = BatchMode.StopAtFirstError, CancellationToken cancellationToken = default)
    {
        if (mode is not (BatchMode.StopAtFirstError or BatchMode.RunAll))
        {
            throw new ArgumentOutOfRangeException(nameof(mode), mode, "A batch stops at the first error or runs all.");
        }

        if (_calls.Count == 0)
        {
            return;
        }

        List<BatchEntry> calls = _calls;
        _calls = [];
        var message = new BatchMessage(calls, mode == BatchMode.StopAtFirstError);
        try
        {
            await _proxy.CallBatchAsync(message, Describe(calls), cancellationToken).ConfigureAwait(false);
        }
        catch (RpcException) when (message.IsEmpty)
        {
            // Every call knows why it could not be sent.
        }
        catch (Exception exception)
        {
            message.Fail(exception);
            throw;
        }
    }

    /// <summary>Drops the calls that were not sent; their results stay without one.</summary>
    public ValueTask DisposeAsync()
    {
        _calls.Clear();
        return ValueTask.CompletedTask;
    }

    private MethodDescriptor Describe(List<BatchEntry> calls) => new(
        "batch",
        $"batch of {calls.Count} calls",
        "",
        calls.TrueForAll(static call => (call.Method.Traits & MethodTraits.Idempotent) != 0) ? MethodTraits.Idempotent : MethodTraits.None,
        [])
    {
        Contract = _contract,
    };

    private void Check(RemoteCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        call.RequireArguments();
        if (call.Contract != _contract)
        {
            throw new ArgumentException($"{call} is a call of {call.Contract.Name}, and the batch is for a {_contract.Name}.", nameof(call));
        }

        if ((call.Method.Traits & (MethodTraits.ServerStream | MethodTraits.ClientStream | MethodTraits.Progress)) != 0)
        {
            throw new ArgumentException($"{call} has a stream, a body or progress, which a batch cannot carry: call it by itself.", nameof(call));
        }
    }
}
