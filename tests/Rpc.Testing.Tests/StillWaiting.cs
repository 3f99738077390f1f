using Xunit;

namespace Rpc.Testing.Tests;

/// <summary>What must not happen yet.</summary>
internal static class StillWaiting
{
    /// <summary>The task does not end in a while that is much longer than it takes when nothing holds it.</summary>
    public static async Task StaysPendingAsync(this Task task)
    {
        await Task.Delay(150);
        Assert.False(task.IsCompleted, "It should still wait.");
    }
}
