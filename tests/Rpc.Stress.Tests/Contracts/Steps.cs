using System.Collections.Concurrent;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="ISteps"/>; notes every call that enters after one that was made later.</summary>
public sealed class Steps : ISteps
{
    private readonly ConcurrentDictionary<int, int> _highest = new();
    private int _entered;

    public ConcurrentQueue<string> Overtaken { get; } = new();

    public int Entered => Volatile.Read(ref _entered);

    /// <summary>Fails when calls were overtaken.</summary>
    /// <param name="heldUp">So many may have been: a thread that the machine holds up for a millisecond on its way into a handler looks like one that blocks in it.</param>
    public void AssertOrder(int heldUp) =>
        Assert.True(Overtaken.Count <= heldUp, $"{Overtaken.Count} of {Entered} calls were overtaken, such as: {string.Join("; ", Overtaken.Take(3))}.");

    public int Step(int caller, int number, int milliseconds)
    {
        Enter(caller, number);
        if (milliseconds > 0)
        {
            Thread.Sleep(milliseconds);
        }

        return number;
    }

    public ValueTask<int> StepAsync(int caller, int number)
    {
        Enter(caller, number);
        return new ValueTask<int>(number);
    }

    public async Task<int> StepLaterAsync(int caller, int number, int milliseconds)
    {
        Step(caller, number, milliseconds);
        await Task.Yield();
        return number;
    }

    public void Tell(int caller, int number) => Enter(caller, number);

    public ValueTask TellAsync(int caller, int number, byte[] body)
    {
        Enter(caller, number);
        return ValueTask.CompletedTask;
    }

    private void Enter(int caller, int number)
    {
        // Calls of one caller may enter at the same time when they are out of order: the highest so far is what counts.
        int highest = _highest.AddOrUpdate(caller, number, (_, last) => Math.Max(last, number));
        if (number < highest)
        {
            Overtaken.Enqueue($"call {number} of caller {caller} was entered after its call {highest}");
        }

        Interlocked.Increment(ref _entered);
    }
}
