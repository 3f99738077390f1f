using System.Runtime.CompilerServices;
using Rpc.Calls;
using Rpc.Codec;
using Rpc.Stubs;
using Rpc.Tasks.Backends;
using Rpc.Tasks.Client;

namespace Rpc.Tasks;

/// <summary>A task with a result.</summary>
public sealed class TaskHandle<TResult> : TaskHandle
{
    private readonly ValueCodec<TResult>? _codec;

    internal TaskHandle(RpcTasks tasks, Guid id, MethodDescriptor? method, ValueCodec<TResult>? codec, bool isNew = false, Func<bool>? mayNotExist = null)
        : base(tasks, id, method, isNew, mayNotExist) => _codec = codec;

    /// <summary>Lets the handle be awaited: <c>int sum = await handle</c>.</summary>
    public new TaskAwaiter<TResult> GetAwaiter() => GetResultAsync().GetAwaiter();

    /// <summary>The result, when the task has succeeded. May be asked any number of times, for as long as the result is kept.</summary>
    /// <inheritdoc cref="TaskHandle.WaitAsync" path="/exception"/>
    public async Task<TResult> GetResultAsync(CancellationToken cancellationToken = default)
    {
        TaskOutcome outcome = await SucceededAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return _codec is null ? TaskValues.Read<TResult>(outcome.Result!) : KeptCalls.Read(_codec, outcome.Result!);
        }
        catch (RpcException exception)
        {
            throw new RpcTaskException(Id, RpcTaskFailure.Undecodable, $"The result of task {Id} ({outcome.Kind}) is no {typeof(TResult)}: {exception.Message}", exception);
        }
    }
}
