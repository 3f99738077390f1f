using System.Threading.Tasks.Sources;

namespace Rpc.Comparison.Peers.Raw;

/// <summary>A call of <see cref="MuxClient"/> that waits for its reply; used again for later calls.</summary>
/// <param name="id">Its place in the client's table, which is also the call id on the wire.</param>
internal sealed class PendingCall(int id, Action<PendingCall> free) : IValueTaskSource<int>
{
    // Mutable struct, hence not readonly. It runs continuations inline unless told otherwise.
    private ManualResetValueTaskSourceCore<int> _core;

    public int Id => id;

    public ValueTask<int> Result => new(this, _core.Version);

    /// <summary>Runs the waiting caller on this thread, up to where it waits again.</summary>
    public void Complete(int sum) => _core.SetResult(sum);

    public int GetResult(short token)
    {
        int result = _core.GetResult(token);
        _core.Reset();
        free(this);
        return result;
    }

    public ValueTaskSourceStatus GetStatus(short token) => _core.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);
}
