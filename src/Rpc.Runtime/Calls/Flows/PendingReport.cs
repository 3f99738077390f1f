using System.Threading.Channels;

namespace Rpc.Calls;

/// <summary>A report of progress that was sent and not acknowledged.</summary>
internal sealed class PendingReport(ChannelReader<bool> untold) : PendingCall
{
    private readonly TaskCompletionSource _told = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task Told => _told.Task;

    public override bool IsCompleted => _told.Task.IsCompleted;

    public override bool BelongsToRunning => true;

    public override void SetReply(ReadOnlySpan<byte> body) => Done();

    // Its receiver failed, which is logged where it is, or listens no more.
    public override void SetError(Exception error) => Done();

    private void Done()
    {
        Reset();
        _told.TrySetResult();
        untold.TryRead(out _);
    }
}
