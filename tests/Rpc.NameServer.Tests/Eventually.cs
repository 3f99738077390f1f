using System.Runtime.CompilerServices;
using Rpc.Naming;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>Waits for what other threads and processes do, for a bounded time.</summary>
internal static class Eventually
{
    public static Task TrueAsync(Func<Task<bool>> condition, TimeSpan? patience = null, [CallerArgumentExpression(nameof(condition))] string what = "") =>
        Patience.UntilAsync(condition, what, patience);

    /// <summary>The next events of a watch, each as its kind and its name.</summary>
    public static async Task<string[]> TakeAsync(IAsyncEnumerator<NameEvent> events, int count)
    {
        var taken = new List<string>();
        while (taken.Count < count)
        {
            Assert.True(await events.MoveNextAsync().AsTask().Within());
            taken.Add(events.Current.Entry is { } entry ? $"{events.Current.Kind} {entry.Name}" : $"{events.Current.Kind}");
        }

        return [.. taken];
    }
}
