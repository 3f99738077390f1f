using Rpc.Buffers;
using Rpc.Codec;

namespace Rpc.Calls;

/// <summary>The sending end of a stream: sends while its reader allows it, waits when the reader does not read.</summary>
/// <remarks>Invariant, under <c>_gate</c>: <c>_credit</c> is what the reader allowed less what was sent; the writer waits while it is not positive, so one item of any size can always start.</remarks>
internal abstract class OutgoingStream
{
    private readonly Lock _gate = new();
    private long _credit;
    private TaskCompletionSource? _waiting;

    /// <summary>Adds what the reader allows. False when it claims more than any reader may.</summary>
    public bool TryAddCredit(long bytes)
    {
        TaskCompletionSource? waiting = null;
        lock (_gate)
        {
            _credit += bytes;
            if (_credit > int.MaxValue)
            {
                return false;
            }

            if (_credit > 0)
            {
                waiting = _waiting;
                _waiting = null;
            }
        }

        waiting?.TrySetResult();
        return true;
    }

    /// <summary>Bytes that may be sent now.</summary>
    protected long Credit
    {
        get
        {
            lock (_gate)
            {
                return _credit;
            }
        }
    }

    /// <summary>Takes what was sent out of the credit.</summary>
    protected void Spend(int bytes)
    {
        lock (_gate)
        {
            _credit -= bytes;
        }
    }

    protected async ValueTask WaitForCreditAsync(CancellationToken cancellationToken)
    {
        Task task;
        lock (_gate)
        {
            if (_credit > 0)
            {
                return;
            }

            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            task = _waiting.Task;
        }

        await task.WaitAsync(cancellationToken).ConfigureAwait(false);
    }
}
