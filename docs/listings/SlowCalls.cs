using System.Diagnostics;
using Rpc;

namespace Listings;

#region interceptor
public sealed class SlowCalls(TimeSpan limit) : IRpcClientInterceptor
{
    public async ValueTask InvokeAsync(ClientCall call, Func<ValueTask> next)
    {
        long start = Stopwatch.GetTimestamp();
        await next();                                      // the other interceptors, and then the call with its retries
        if (Stopwatch.GetElapsedTime(start) > limit)
        {
            Console.Error.WriteLine($"{call.Method.Signature} at {call.Uri} was slow.");
        }
    }
}
#endregion
