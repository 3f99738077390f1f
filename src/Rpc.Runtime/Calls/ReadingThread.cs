namespace Rpc.Calls;

/// <summary>What the calling thread reads while it is inside code of a user's that it entered from a connection's input.</summary>
internal static class ReadingThread
{
    [ThreadStatic]
    private static CallChannel? s_channel;

    [ThreadStatic]
    private static long s_token;

    /// <summary>This thread enters what awaited an answer; give back what comes out with <see cref="Leave"/>.</summary>
    public static (CallChannel? Channel, long Token) Enter(CallChannel channel, long token)
    {
        (CallChannel?, long) outer = (s_channel, s_token);
        (s_channel, s_token) = (channel, token);
        return outer;
    }

    public static void Leave((CallChannel? Channel, long Token) outer) => (s_channel, s_token) = outer;

    /// <summary>The token under which this thread entered from that connection's input; 0 if it did not.</summary>
    public static long TokenOf(CallChannel channel) => s_channel == channel ? s_token : 0;

    /// <summary>Blocks the calling thread until the task is done; somebody else reads meanwhile.</summary>
    public static void Wait(Task task, CancellationToken cancellationToken = default)
    {
        if (!task.IsCompleted)
        {
            BeforeWaiting(own: null);
        }

        task.WaitAsync(cancellationToken).GetAwaiter().GetResult();
    }

    /// <summary>The same for a task with a result.</summary>
    public static T Wait<T>(ValueTask<T> task)
    {
        Task<T> whole = task.AsTask();
        Wait((Task)whole);
        return whole.GetAwaiter().GetResult();
    }

    /// <summary>The calling thread is about to wait: whatever connection it reads must be read by somebody else.</summary>
    /// <param name="own">The connection whose input it will read itself while it waits; null if it reads none.</param>
    public static void BeforeWaiting(CallChannel? own)
    {
        if (IncomingCall.Current is { InlineToken: not 0 } call)
        {
            call.Channel.BeforeBlocking(call.InlineToken, standing: call.Channel != own);
        }
        else
        {
            s_channel?.BeforeBlocking(s_token, standing: true);
        }
    }
}
