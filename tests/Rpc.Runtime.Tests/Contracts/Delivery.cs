using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Rpc.Runtime.Tests;

/// <summary>What answers <see cref="IDelivery"/>: keeps what ran, and lets a test act while a handler runs.</summary>
public sealed class Delivery : IDelivery
{
    private readonly ConcurrentDictionary<string, int> _runs = new();
    private readonly List<int> _notes = [];
    private int _cancelled;

    /// <summary>Runs in every handler, with its key and the number of the run.</summary>
    public Func<string, int, Task> During { get; set; } = static (_, _) => Task.CompletedTask;

    /// <summary>Hears of each note.</summary>
    public Action<int> Noted { get; set; } = static _ => { };

    public IReadOnlyDictionary<string, int> Runs => _runs;

    public int Cancelled => _cancelled;

    public int[] Notes
    {
        get
        {
            lock (_notes)
            {
                return [.. _notes];
            }
        }
    }

    public int RunsOf(string key) => _runs.GetValueOrDefault(key);

    public string Run(string key) => RunAsync(key).GetAwaiter().GetResult();

    public async Task<string> RunAsync(string key, CancellationToken cancellationToken = default)
    {
        await During(key, Begin(key)).ConfigureAwait(false);
        return key;
    }

    public string Ask(string key) => Run(key);

    public Task<string> AskAsync(string key, CancellationToken cancellationToken = default) => RunAsync(key, cancellationToken);

    public void Note(int number)
    {
        Noted(number);
        lock (_notes)
        {
            _notes.Add(number);
        }
    }

    public Task NoteAsync(int number)
    {
        Note(number);
        return Task.CompletedTask;
    }

    public int Fail()
    {
        Begin("fail");
        throw new RpcException(RpcStatus.Unavailable, "A call of the handler's own did not get through.", RpcOutcome.NotExecuted, RpcErrorReason.ConnectionLost);
    }

    public async IAsyncEnumerable<int> Items(string key, int count, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        await RunAsync(key, cancellationToken);
        for (int i = 0; i < count; i++)
        {
            yield return i;
        }
    }

    public async Task<int> SumAsync(string key, IAsyncEnumerable<int> numbers)
    {
        await RunAsync(key);
        int sum = 0;
        await foreach (int number in numbers)
        {
            sum += number;
        }

        return sum;
    }

    public async Task<Stream> LoadAsync(string key) => new MemoryStream(System.Text.Encoding.UTF8.GetBytes(await RunAsync(key)));

    public double Left(List<IDelivery> stops)
    {
        // Each stop takes some of the time.
        Thread.Sleep(30);
        return stops.Count == 0 ? CallContext.Current!.TimeRemaining.TotalMilliseconds : stops[0].Left(stops[1..]);
    }

    public async Task WaitAsync(List<IDelivery> stops, CancellationToken cancellationToken = default)
    {
        Begin("wait");
        try
        {
            await (stops.Count == 0 ? Task.Delay(Timeout.Infinite, cancellationToken) : stops[0].WaitAsync(stops[1..], cancellationToken));
        }
        catch (Exception)
        {
            // Its own token, or what the next hop says of the deadline: whichever was first.
            Interlocked.Increment(ref _cancelled);
            throw;
        }
    }

    private int Begin(string key) => _runs.AddOrUpdate(key, 1, static (_, runs) => runs + 1);
}
