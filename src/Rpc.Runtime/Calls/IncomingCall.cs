using System.ComponentModel;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>A call that came in: its arguments still as bytes, and the way to answer it.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class IncomingCall
{
    /// <summary>Fires when the caller cancels, its deadline passes, or its connection ends.</summary>
    public CancellationToken CancellationToken => throw new NotSupportedException();

    /// <summary>Decodes all arguments from either content type and marks the handler as entered. The last thing before the target is called.</summary>
    public void ReadArguments<TArguments>(out TArguments arguments)
        where TArguments : struct, ICallArguments => throw new NotSupportedException();

    /// <summary>Answers a method without a result.</summary>
    public ValueTask Respond() => throw new NotSupportedException();

    /// <summary>Answers with a result.</summary>
    public ValueTask Respond<T>(T result, ValueCodec<T> codec) => throw new NotSupportedException();

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync(Task task) => throw new NotSupportedException();

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync(ValueTask task) => throw new NotSupportedException();

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync<T>(Task<T> task, ValueCodec<T> codec) => throw new NotSupportedException();

    /// <summary>Answers when the task is done.</summary>
    public ValueTask RespondAsync<T>(ValueTask<T> task, ValueCodec<T> codec) => throw new NotSupportedException();

    /// <summary>Answers with a stream of items.</summary>
    public ValueTask RespondStreamAsync<T>(IAsyncEnumerable<T> items, ValueCodec<T> codec) => throw new NotSupportedException();
}
