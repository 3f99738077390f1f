namespace Rpc.Calls;

/// <summary>The execution context of a thread on which nothing was set.</summary>
internal static class CleanContext
{
    public static ExecutionContext Instance { get; } = Capture();

    private static ExecutionContext Capture()
    {
        // There is no public name for it; a new thread has it.
        ExecutionContext? clean = null;
        var thread = new Thread(() => clean = ExecutionContext.Capture()) { IsBackground = true };
        thread.UnsafeStart();
        thread.Join();
        return clean!;
    }
}
