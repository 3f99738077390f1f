using Xunit;

namespace Rpc.Testing.Tests;

public sealed class ManualTimeTests
{
    private readonly ManualTime _clock = new();

    [Fact]
    public void It_stands_until_it_is_moved()
    {
        DateTimeOffset before = _clock.GetUtcNow();
        long mark = _clock.GetTimestamp();
        _clock.Advance(TimeSpan.FromSeconds(90));

        Assert.Equal(before.AddSeconds(90), _clock.GetUtcNow());
        Assert.Equal(TimeSpan.FromSeconds(90), _clock.GetElapsedTime(mark));
        Assert.Equal(_clock.GetUtcNow(), _clock.GetLocalNow());
        Assert.Equal(new DateTimeOffset(2000, 2, 29, 0, 0, 0, TimeSpan.Zero), new ManualTime(new(2000, 2, 29, 0, 0, 0, TimeSpan.Zero)).GetUtcNow());
    }

    [Fact]
    public async Task Delays_end_when_their_time_has_come()
    {
        Task delay = Task.Delay(TimeSpan.FromHours(5), _clock);
        using var source = new CancellationTokenSource(TimeSpan.FromHours(6), _clock);
        _clock.Advance(TimeSpan.FromHours(4.99));
        Assert.False(delay.IsCompleted);
        _clock.Advance(TimeSpan.FromHours(0.02));
        await delay.Within();
        Assert.False(source.IsCancellationRequested);
        _clock.Advance(TimeSpan.FromHours(1));
        Assert.True(source.IsCancellationRequested);
        Assert.Equal(0, _clock.Timers);
    }

    [Fact]
    public void Timers_fire_in_the_order_of_their_times_and_see_their_own_time()
    {
        var fired = new List<string>();
        DateTimeOffset start = _clock.GetUtcNow();
        using ITimer late = Timer("late", 30);
        using ITimer every = _clock.CreateTimer(_ => fired.Add($"every {(_clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(10));
        using ITimer early = Timer("early", 5);
        using ITimer sameAsLate = Timer("same as late", 30);

        _clock.Advance(TimeSpan.FromSeconds(31));

        Assert.Equal(["early 5", "every 10", "every 20", "late 30", "every 30", "same as late 30"], fired);

        ITimer Timer(string name, int seconds) =>
            _clock.CreateTimer(_ => fired.Add($"{name} {(_clock.GetUtcNow() - start).TotalSeconds}"), null, TimeSpan.FromSeconds(seconds), Timeout.InfiniteTimeSpan);
    }

    [Fact]
    public void A_timer_that_is_set_anew_by_its_callback_fires_in_the_same_advance()
    {
        int fired = 0;
        ITimer? timer = null;
        timer = _clock.CreateTimer(_ => timer!.Change(TimeSpan.FromSeconds(++fired), Timeout.InfiniteTimeSpan), null, TimeSpan.Zero, Timeout.InfiniteTimeSpan);

        _clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal(5, fired);
        timer.Dispose();
        Assert.False(timer.Change(TimeSpan.Zero, TimeSpan.Zero));
        _clock.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(5, fired);
    }

    [Fact]
    public void A_jump_fires_once_what_became_due_as_after_a_suspended_process()
    {
        int fired = 0;
        using ITimer timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1));

        _clock.Jump(TimeSpan.FromMinutes(10));
        Assert.Equal(1, fired);
        _clock.Advance(TimeSpan.FromSeconds(3));
        Assert.Equal(4, fired);
    }

    [Fact]
    public void It_never_goes_back()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Advance(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => _clock.Jump(TimeSpan.FromTicks(-1)));
    }

    [Fact]
    public async Task Many_threads_set_and_stop_timers_while_it_moves_and_none_is_lost()
    {
        const int Each = 500;
        int fired = 0;
        bool done = false;
        Task[] setters = [.. Enumerable.Range(0, 4).Select(seed => Task.Run(() =>
        {
            var random = new Random(seed);
            for (int i = 0; i < Each; i++)
            {
                using ITimer stopped = _clock.CreateTimer(static _ => { }, null, TimeSpan.FromHours(1), Timeout.InfiniteTimeSpan);
                _clock.CreateTimer(_ => Interlocked.Increment(ref fired), null, TimeSpan.FromMilliseconds(random.Next(50)), Timeout.InfiniteTimeSpan);
            }
        }))];
        Task moving = Task.Run(() =>
        {
            while (!Volatile.Read(ref done))
            {
                _clock.Advance(TimeSpan.FromMilliseconds(1));
            }
        });
        await Task.WhenAll(setters).Within();
        await Patience.UntilAsync(() => Volatile.Read(ref fired) == 4 * Each, "all have fired");
        Volatile.Write(ref done, true);
        await moving.Within();
        Assert.Equal(0, _clock.Timers);
    }
}
