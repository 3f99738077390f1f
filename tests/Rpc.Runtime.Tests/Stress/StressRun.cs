using System.Collections.Concurrent;

namespace Rpc.Runtime.Tests;

/// <summary>What the callers of a stress test do, and what came of it.</summary>
internal sealed class StressRun(IMixed proxy, TimeSpan duration)
{
    private readonly long _end = Environment.TickCount64 + (long)duration.TotalMilliseconds;
    private long _right;

    public bool IsOver => Environment.TickCount64 >= _end;

    public long Right => Interlocked.Read(ref _right);

    public ConcurrentQueue<string> Wrong { get; } = new();

    public void Block(int seed)
    {
        var random = new Random(seed);
        while (!IsOver)
        {
            long x = random.NextInt64();
            using CancellationTokenSource stop = Stop(random);
            Judge(() => random.Next(3) switch
            {
                0 => proxy.Echo(x) == x,
                1 => proxy.EchoLater(x, random.Next(3), stop.Token) == x,
                _ => proxy.Text($"{x}") == $"{x}",
            });
        }
    }

    public async Task AwaitAsync(int seed)
    {
        await Task.Yield();
        var random = new Random(seed);
        while (!IsOver)
        {
            long x = random.NextInt64();
            using CancellationTokenSource stop = Stop(random);
            bool right = false;
            try
            {
                right = random.Next(4) switch
                {
                    0 => await proxy.EchoAsync(x, stop.Token) == x,
                    1 => await proxy.EchoLaterAsync(x, random.Next(3), stop.Token) == x,
                    2 => await CountAsync(x, random.Next(100), stop.Token),
                    _ => (await proxy.BlockAsync(x, random.Next(200_000), stop.Token)).AsSpan().IndexOfAnyExcept((byte)x) < 0,
                };
            }
            catch (Exception exception) when (IsHonest(exception))
            {
                right = true;
            }
            catch (Exception exception)
            {
                Wrong.Enqueue(exception.ToString());
            }

            Note(right, x);
        }
    }

    private static CancellationTokenSource Stop(Random random) => random.Next(4) == 0 ? new CancellationTokenSource(random.Next(4)) : new CancellationTokenSource();

    /// <summary>Cancelled by this caller, or cut by this test.</summary>
    private static bool IsHonest(Exception exception) =>
        exception is OperationCanceledException or RpcException { Status: RpcStatus.Unavailable, Reason: RpcErrorReason.ConnectionLost };

    private async Task<bool> CountAsync(long from, int count, CancellationToken cancellationToken)
    {
        long next = from;
        await foreach (long item in proxy.Count(from, count, cancellationToken))
        {
            if (item != next++)
            {
                return false;
            }
        }

        return next == from + count;
    }

    private void Judge(Func<bool> call)
    {
        bool right = false;
        try
        {
            right = call();
        }
        catch (Exception exception) when (IsHonest(exception))
        {
            right = true;
        }
        catch (Exception exception)
        {
            Wrong.Enqueue(exception.ToString());
        }

        Note(right, 0);
    }

    private void Note(bool right, long x)
    {
        if (right)
        {
            Interlocked.Increment(ref _right);
        }
        else
        {
            Wrong.Enqueue($"A wrong answer to {x}.");
        }
    }
}
