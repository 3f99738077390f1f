using Rpc.Calls;
using Rpc.Protocol;

namespace Rpc.Connections;

/// <content>
/// Back-pressure. Frames and long messages have room each for themselves: a small call does not wait because a large one does.
/// A long message that a caller waits for anyway is held for it in any case, so only one-way senders ask for room for long ones.
/// </content>
internal sealed partial class OutputQueue
{
    /// <summary>Whether there is room for frames.</summary>
    public bool HasRoom => Volatile.Read(ref _unsent) < limits.MaxUnsentBytes;

    /// <summary>Whether there is room for a message of that length.</summary>
    public bool HasRoomFor(int length) => IsLong(length) ? _long.Unsent < limits.MaxUnsentBytes : HasRoom;

    /// <summary>Waits until there is room for a message of that length; false when <paramref name="deadline"/> passed first.</summary>
    public async ValueTask<bool> WaitForRoomAsync(int length, long deadline, CancellationToken cancellationToken)
    {
        while (TryQueueForRoom(length) is { } waiter)
        {
            try
            {
                await waiter.Task.WaitAsync(Deadline.Left(deadline), cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Blocks until there is room for a message of that length; false when <paramref name="deadline"/> passed first.</summary>
    public bool WaitForRoom(int length, long deadline, CancellationToken cancellationToken)
    {
        while (TryQueueForRoom(length) is { } waiter)
        {
            ReadingThread.BeforeWaiting(own: null);
            if (!waiter.Task.Wait(Deadline.Left(deadline), cancellationToken))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a message of that length, with its header, leaves in chunks.</summary>
    public static bool IsLong(int length) => length > FrameHeader.Size + FrameHeader.MaxChunk;

    /// <summary>A place in the line of those who wait; null when there is room, or nothing will ever be sent again.</summary>
    private TaskCompletionSource? TryQueueForRoom(int length)
    {
        lock (_lock)
        {
            if (_closed || HasRoomFor(length))
            {
                return null;
            }

            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            (IsLong(length) ? _long.RoomWaiters : _roomWaiters).Add(waiter);
            return waiter;
        }
    }

    private void WakeRoomWaiters()
    {
        if (_closed || HasRoom)
        {
            Wake(_roomWaiters);
        }

        if (_closed || _long.Unsent < limits.MaxUnsentBytes)
        {
            Wake(_long.RoomWaiters);
        }
    }

    private static void Wake(List<TaskCompletionSource> waiters)
    {
        if (waiters.Count == 0)
        {
            return;
        }

        foreach (TaskCompletionSource waiter in waiters)
        {
            waiter.TrySetResult();
        }

        waiters.Clear();
    }
}
