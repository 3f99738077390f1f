using System.Diagnostics;
using Xunit;

namespace Rpc.Protocol.Tests;

/// <summary>Waits for what happens on other threads, and not for ever.</summary>
internal static class Eventually
{
    private static readonly TimeSpan s_limit = TimeSpan.FromSeconds(30);

    public static void True(Func<bool> condition, string what)
    {
        var watch = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(watch.Elapsed < s_limit, $"{what} did not happen within {s_limit}");
            Thread.Sleep(1);
        }
    }
}
