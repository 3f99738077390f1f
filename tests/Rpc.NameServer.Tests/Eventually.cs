using System.Diagnostics;
using Rpc.Naming;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>Waits for what other threads and processes do, for a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static async Task TrueAsync(Func<Task<bool>> condition, TimeSpan? patience = null)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < (patience ?? Patience), "it did not happen in time");
            await Task.Delay(20);
        }
    }

    /// <summary>The next events of a watch, each as its kind and its name.</summary>
    public static async Task<string[]> TakeAsync(IAsyncEnumerator<NameEvent> events, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
        {
            Assert.True(await events.MoveNextAsync().AsTask().WaitAsync(Patience));
            taken.Add(events.Current.Entry is { } entry ? $"{events.Current.Kind} {entry.Name}" : $"{events.Current.Kind}");
        }

        return [.. taken];
    }
}
