using System.Diagnostics;
using Rpc;
using Rpc.Tasks;

namespace Listings;

#region interceptor
public sealed class TaskTimes : IRpcServerInterceptor
{
    public async ValueTask InvokeAsync(CallContext context, Func<ValueTask> next)
    {
        long start = Stopwatch.GetTimestamp();
        await next();                                      // the handler, which throws what the task fails with
        Console.WriteLine($"{context.Method} of task {TaskContext.Current?.Id}: {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms");
    }
}
#endregion
