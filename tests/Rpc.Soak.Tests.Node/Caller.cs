namespace Rpc.Soak.Tests.Node;

/// <summary>One thread or task of a client that calls whatever chance says.</summary>
internal sealed class Caller(Link link, CallJournal calls, Pace pace, int seed, CancellationToken stop)
{
    private const int OneDropIn = 20_000;
    private const int MostSlowMilliseconds = 30;
    private const int MostLargeBytes = 200_000;

    private readonly Random _random = new(seed);

    /// <summary>Blocks in sync calls.</summary>
    public void Run()
    {
        while (!stop.IsCancellationRequested)
        {
            IWork work = link.Any(_random);
            bool answered = _random.Next(10) switch
            {
                < 2 => calls.Call(Method.Note, id =>
                {
                    work.Note(id);
                    return 0;
                }),
                _ => calls.Call(Method.Once, work.Once),
            };
            stop.WaitHandle.WaitOne(Rest(answered));
        }
    }

    /// <summary>Awaits.</summary>
    public async Task RunAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            bool answered = await OneAsync(link.Any(_random));
            TimeSpan rest = Rest(answered);
            if (rest > TimeSpan.Zero)
            {
                await Task.Delay(rest, CancellationToken.None);
            }

            if (_random.Next(OneDropIn) == 0)
            {
                await link.DropAsync();
            }
        }
    }

    // A dead server fails calls at once: without a rest the history would hold little else.
    private TimeSpan Rest(bool answered) => answered ? pace.Next() : TimeSpan.FromMilliseconds(5 + _random.Next(40));

    private ValueTask<bool> OneAsync(IWork work) => _random.Next(100) switch
    {
        < 50 => calls.CallAsync(Method.OnceAsync, id => work.OnceAsync(id)),
        < 70 => calls.CallAsync(Method.Repeatable, async id => await work.RepeatableAsync(id)),
        < 78 => calls.CallAsync(Method.Failing, async id => await work.FailingAsync(id)),
        < 82 => CancelledAsync(work),
        < 88 => calls.CallAsync(Method.Slow, async id => await work.SlowAsync(id, _random.Next(MostSlowMilliseconds))),
        < 91 => calls.CallAsync(Method.Large, async id => await LargeAsync(work, id)),
        < 96 => calls.CallAsync(Method.Count, id => CountAsync(work, id)),
        _ => calls.CallAsync(Method.AskBack, async id => await work.AskBackAsync(id, new Asker(id))),
    };

    private async ValueTask<bool> CancelledAsync(IWork work)
    {
        using var cancel = new CancellationTokenSource(_random.Next(MostSlowMilliseconds));
        return await calls.CallAsync(Method.Slow, async id => await work.SlowAsync(id, MostSlowMilliseconds, cancel.Token));
    }

    private async Task<long> LargeAsync(IWork work, long id)
    {
        byte[] body = Mix.Body(id, _random.Next(MostLargeBytes));
        byte[] back = await work.LargeAsync(id, body);
        return back.AsSpan().SequenceEqual(body) ? Mix.Of(id, Method.Large) : 0;
    }

    /// <summary>An end without an error must be the whole stream.</summary>
    private static async ValueTask<long> CountAsync(IWork work, long id)
    {
        int seen = 0;
        bool right = true;
        await foreach (long item in work.CountAsync(id))
        {
            right &= item == Mix.Of(id + seen++, Method.Count);
        }

        return right && seen == Mix.Items(id) ? Mix.Of(id, Method.Count) : -seen;
    }
}
