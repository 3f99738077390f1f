using Rpc.Calls;
using Xunit;

namespace Rpc.Protocol.Tests;

public sealed class PendingCallTableTests
{
    private readonly PendingCallTable _table = new();

    [Fact]
    public void Ids_rise_and_each_call_is_taken_once()
    {
        TestCall[] calls = [.. Enumerable.Range(0, 10).Select(_ => Add())];
        Assert.Equal(Enumerable.Range(1, 10).Select(static i => (ulong)i), calls.Select(static c => c.Id));
        Assert.Equal(10, _table.Count);
        foreach (TestCall call in calls)
        {
            Assert.Same(call, _table.Find(call.Id));
            Assert.Same(call, _table.TryTake(call.Id));
            Assert.Null(_table.TryTake(call.Id));
            Assert.Null(_table.Find(call.Id));
        }

        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void An_id_whose_place_is_occupied_by_an_old_call_is_skipped()
    {
        TestCall old = Add();
        for (int i = 0; i < 1_000; i++)
        {
            TestCall call = Add();
            Assert.NotEqual(old.Id % 16, call.Id % 16);
            Assert.Same(call, _table.TryTake(call.Id));
        }

        Assert.Same(old, _table.TryTake(old.Id));
    }

    [Fact]
    public void An_answer_with_a_strange_id_finds_nobody()
    {
        TestCall call = Add();
        foreach (ulong id in new ulong[] { 0, call.Id + 16, call.Id + (1UL << 32), call.Id | (1UL << 63), ulong.MaxValue })
        {
            Assert.Null(_table.Find(id));
            Assert.Null(_table.TryTake(id));
        }

        Assert.Same(call, _table.TryTake(call.Id));
    }

    [Fact]
    public void It_grows_and_keeps_all_calls()
    {
        TestCall[] calls = [.. Enumerable.Range(0, 10_000).Select(_ => Add())];
        Assert.Equal(calls.Length, _table.Count);
        Assert.All(calls, call => Assert.Same(call, _table.TryTake(call.Id)));
        Assert.Equal(0, _table.Count);
    }

    [Fact]
    public void Ids_of_calls_without_an_answer_are_never_given_twice()
    {
        var ids = new HashSet<ulong>();
        for (int i = 0; i < 100; i++)
        {
            Assert.True(ids.Add(_table.NextId()));
            Assert.True(ids.Add(Add().Id));
        }
    }

    [Fact]
    public void Expired_calls_are_taken_out_and_the_others_stay()
    {
        TestCall[] early = [.. Enumerable.Range(0, 20).Select(_ => Add(deadline: 100))];
        TestCall late = Add(deadline: 200);
        TestCall never = Add();
        var expired = new List<PendingCall>();
        _table.TakeExpired(99, expired);
        Assert.Empty(expired);
        _table.TakeExpired(100, expired);
        Assert.Equal(early, expired);
        Assert.Equal(2, _table.Count);
        Assert.Same(late, _table.TryTake(late.Id));
        Assert.Same(never, _table.TryTake(never.Id));
    }

    [Fact]
    public void After_close_it_is_empty_and_takes_no_more()
    {
        TestCall[] calls = [.. Enumerable.Range(0, 20).Select(_ => Add())];
        Assert.Equal(calls, _table.Close());
        Assert.Equal(0, _table.Count);
        Assert.False(_table.TryAdd(new TestCall()));
        Assert.Empty(_table.Close());
        Assert.Null(_table.TryTake(calls[0].Id));
    }

    [Fact]
    public void A_nested_call_goes_to_the_innermost_waiting_thread_of_its_chain()
    {
        var outer = new SyncWaiter();
        var inner = new SyncWaiter();
        Add(chain: 7, waiter: outer);
        Add(chain: 7, waiter: inner);
        Add(chain: 8, waiter: new SyncWaiter());
        Add(chain: 7);
        IncomingCall nested = TestCalls.Incoming(id: 1, chain: 7, depth: 1);
        Assert.True(_table.TryHand(nested, out _));
        Assert.Null(outer.TakeNested());
        Assert.Same(nested, inner.TakeNested());
        Assert.False(_table.TryHand(TestCalls.Incoming(id: 1, chain: 9, depth: 1), out _));
    }

    [Fact]
    public void Each_call_is_completed_exactly_once_whoever_races_for_it()
    {
        const int Writers = 3;
        const int CallsOfOne = 20_000;
        var all = new TestCall[Writers][];
        var expired = new List<PendingCall>();
        long highest = 0;
        bool done = false;
        Thread[] takers =
        [
            new(() => Take(new Random(1), () => Volatile.Read(ref done), () => (ulong)Volatile.Read(ref highest))),
            new(() => Take(new Random(2), () => Volatile.Read(ref done), () => (ulong)Volatile.Read(ref highest))),
        ];
        Thread[] writers = [.. Enumerable.Range(0, Writers).Select(w => new Thread(() => all[w] = Write(CallsOfOne, w, ref highest)))];
        Array.ForEach([.. takers, .. writers], static t => t.Start());
        Array.ForEach(writers, static t => Assert.True(t.Join(TimeSpan.FromMinutes(2))));
        _table.TakeExpired(long.MaxValue - 1, expired);
        expired.ForEach(static c => c.SetError(new TimeoutException()));
        _table.Close().ForEach(static c => c.SetError(new IOException()));
        Volatile.Write(ref done, true);
        Array.ForEach(takers, static t => Assert.True(t.Join(TimeSpan.FromMinutes(2))));
        Assert.All(all.SelectMany(static c => c), static call => Assert.Equal(1, call.Completions));
        Assert.Equal(0, _table.Count);
        Assert.Equal(Writers * CallsOfOne, all.SelectMany(static c => c).Select(static c => c.Id).Distinct().Count());
    }

    private void Take(Random random, Func<bool> done, Func<ulong> highest)
    {
        while (!done())
        {
            ulong top = highest();
            _table.TryTake(top - (ulong)random.Next(0, (int)Math.Min(top, 200) + 1))?.SetReply([]);
        }
    }

    // A third is left to the takers, a third cancelled at once, a third cancelled later or left for the end.
    private TestCall[] Write(int count, int seed, ref long highest)
    {
        var random = new Random(seed);
        var calls = new TestCall[count];
        for (int i = 0; i < count; i++)
        {
            calls[i] = new TestCall(random.Next(4) == 0 ? 1 : long.MaxValue);
            Assert.True(_table.TryAdd(calls[i]));
            Volatile.Write(ref highest, (long)calls[i].Id);
            if (random.Next(3) == 0)
            {
                _table.TryTake(calls[random.Next(Math.Max(0, i - 50), i + 1)].Id)?.SetError(new OperationCanceledException());
            }
        }

        return calls;
    }

    private TestCall Add(long deadline = long.MaxValue, ulong chain = 0, SyncWaiter? waiter = null)
    {
        var call = new TestCall(deadline, chain, waiter);
        Assert.True(_table.TryAdd(call));
        return call;
    }
}
