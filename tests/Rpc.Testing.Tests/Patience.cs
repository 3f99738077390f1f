using System.Diagnostics;
using Xunit;

namespace Rpc.Testing.Tests;

/// <summary>Bounded waits: the bound is for a fault, a passing test never comes near it.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task Within(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Limit);

    public static async Task UntilAsync(Func<bool> isSo, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > Limit)
            {
                Assert.Fail($"After {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s it is still not so that {what}.");
            }

            await Task.Delay(5);
        }
    }

    /// <summary>The task does not end in a while that is much longer than it takes when nothing holds it.</summary>
    public static async Task StaysPendingAsync(this Task task)
    {
        await Task.Delay(150);
        Assert.False(task.IsCompleted, "It should still wait.");
    }
}
