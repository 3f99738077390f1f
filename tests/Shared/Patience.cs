using System.Diagnostics;
using Xunit;

namespace Rpc.Tests.Shared;

/// <summary>Bounded waits. The bound is for a fault; a passing test never comes near it.</summary>
internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    /// <summary>Far more than anything here takes on a busy machine, far less than a hang.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromSeconds(8);

    public static Task Within(this Task task, TimeSpan? limit = null) => task.WaitAsync(limit ?? Limit);

    public static Task<T> Within<T>(this Task<T> task, TimeSpan? limit = null) => task.WaitAsync(limit ?? Limit);

    /// <summary>Runs what blocks on a thread of its own, so that it cannot hang the test.</summary>
    public static Task Block(Action action) => Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Within();

    /// <inheritdoc cref="Block(Action)"/>
    public static Task<T> Block<T>(Func<T> function) => Task.Factory.StartNew(function, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).Within();

    /// <summary>Waits until something is so.</summary>
    public static Task UntilAsync(Func<bool> isSo, string what, TimeSpan? limit = null) => UntilAsync(() => Task.FromResult(isSo()), what, limit);

    /// <inheritdoc cref="UntilAsync(Func{bool}, string, TimeSpan?)"/>
    public static async Task UntilAsync(Func<Task<bool>> isSo, string what, TimeSpan? limit = null)
    {
        long start = Stopwatch.GetTimestamp();
        while (!await isSo())
        {
            if (Stopwatch.GetElapsedTime(start) > (limit ?? Limit))
            {
                Assert.Fail($"After {Stopwatch.GetElapsedTime(start).TotalSeconds:F1} s it is still not so that {what}.");
            }

            await Task.Delay(5);
        }
    }
}
