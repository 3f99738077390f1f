using Rpc.Calls;

namespace Rpc.Connections;

/// <summary>Watches calls that were handed to a thread which did not sleep: it may be inside a handler, or read another connection. What it does not take up runs elsewhere.</summary>
internal static class NestedRescue
{
    /// <summary>Time without any progress after which the next call runs elsewhere.</summary>
    private const int Milliseconds = 2;

    public static void Start(SyncWaiter waiter) => ElasticThreads.Run(static state => Watch((SyncWaiter)state!), waiter);

    private static void Watch(SyncWaiter waiter)
    {
        long taken = waiter.Taken;
        while (true)
        {
            Thread.Sleep(Milliseconds);
            if (!waiter.TryTakeOverdue(ref taken, out IncomingCall? call, out bool more))
            {
                return;
            }

            if (call is null)
            {
                continue;
            }

            if (more)
            {
                // This one may block too.
                Start(waiter);
            }

            for (; call is not null; call = waiter.TakeNested())
            {
                call.Run();
            }

            return;
        }
    }
}
