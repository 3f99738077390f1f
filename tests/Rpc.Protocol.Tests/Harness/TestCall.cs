using Rpc.Calls;

namespace Rpc.Protocol.Tests;

/// <summary>A pending call that only counts how often it was completed.</summary>
internal sealed class TestCall : PendingCall
{
    private int _completions;

    public TestCall(long deadline = long.MaxValue, ulong chain = 0, SyncWaiter? waiter = null)
    {
        Prepare(new CallRoute(null!, 0, "rpc://test", null), new CallStart(chain, 0, deadline), "test", default);
        Waiter = waiter;
    }

    public int Completions => _completions;

    public override bool IsCompleted => _completions > 0;

    public override void SetReply(ReadOnlySpan<byte> body) => Interlocked.Increment(ref _completions);

    public override void SetError(Exception error) => Interlocked.Increment(ref _completions);
}
