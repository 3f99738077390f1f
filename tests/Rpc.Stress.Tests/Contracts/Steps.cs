using System.Collections.Concurrent;
using System.Diagnostics;
using Rpc.Calls;

namespace Rpc.Stress.Tests;

/// <summary>What answers <see cref="ISteps"/>; notes when each call entered.</summary>
public sealed class Steps : ISteps
{
    private readonly ConcurrentQueue<Entry> _entries = new();

    public int Entered => _entries.Count;

    /// <summary>Fails when a call was overtaken that was not held up.</summary>
    public void AssertOrder()
    {
        Entry[] overtaken = [.. _entries.GroupBy(static e => e.Caller).SelectMany(static g => Overtaken(g.OrderByDescending(static e => e.Number))).Where(static e => !e.IsHeldUp)];
        Assert.True(overtaken.Length == 0, $"{overtaken.Length} of {Entered} calls were overtaken, such as: {string.Join("; ", overtaken.Take(3))}.");
    }

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

    /// <summary>The calls of one caller, last one first, that entered after one that was made later.</summary>
    private static IEnumerable<Entry> Overtaken(IEnumerable<Entry> lastFirst)
    {
        long first = long.MaxValue;
        foreach (Entry entry in lastFirst)
        {
            if (entry.Time > first)
            {
                yield return entry;
            }

            first = Math.Min(first, entry.Time);
        }
    }

    private void Enter(int caller, int number)
    {
        // The first instruction, as far as a test can tell.
        long now = Stopwatch.GetTimestamp();
        _entries.Enqueue(new Entry(caller, number, now, IncomingCall.Current is { } call && now >= call.PrecedesUntil));
    }

    /// <param name="IsHeldUp">Whether the machine took the thread's core, between the mark of the entry and here, for as long as any handler has before the next one may enter.</param>
    private readonly record struct Entry(int Caller, int Number, long Time, bool IsHeldUp);
}
