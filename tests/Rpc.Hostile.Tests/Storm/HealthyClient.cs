using System.Diagnostics;
using Rpc.Hostile.Tests.Server;

namespace Rpc.Hostile.Tests;

/// <summary>A client that behaves: calls without pause, checks every answer, and measures the longest wait.</summary>
internal sealed class HealthyClient : IAsyncDisposable
{
    private readonly RpcClient _client = new();
    private readonly ITarget _target;
    private readonly Thread _thread;
    private readonly Stopwatch _watch = Stopwatch.StartNew();
    private readonly int _pause;
    private volatile bool _stop;

    /// <param name="uri">The object to call.</param>
    /// <param name="pause">Milliseconds between two calls, where the calls need not be many.</param>
    public HealthyClient(RemoteUri uri, int pause = 0)
    {
        _pause = pause;
        _target = _client.Get<ITarget>(uri);
        _target.Add(0, 0);
        _thread = new Thread(Loop) { IsBackground = true, Name = "healthy" };
        _thread.Start();
    }

    public long Calls { get; private set; }

    public long Wrong { get; private set; }

    public TimeSpan Longest { get; private set; }

    public TimeSpan Elapsed { get; private set; }

    /// <summary>What a call threw, if one did.</summary>
    public Exception? Failure { get; private set; }

    public async ValueTask StopAsync()
    {
        _stop = true;
        if (!_thread.Join(TimeSpan.FromSeconds(60)))
        {
            throw new TimeoutException("The healthy client hangs in a call.");
        }

        Elapsed = _watch.Elapsed;
        await _client.DisposeAsync();
    }

    public ValueTask DisposeAsync()
    {
        _stop = true;
        return _client.DisposeAsync();
    }

    private void Loop()
    {
        try
        {
            var random = new Random(1);
            while (!_stop)
            {
                long start = Stopwatch.GetTimestamp();
                Wrong += IsRight(random) ? 0 : 1;
                Calls++;
                TimeSpan took = Stopwatch.GetElapsedTime(start);
                Longest = took > Longest ? took : Longest;
                if (_pause > 0)
                {
                    Thread.Sleep(_pause);
                }
            }
        }
        catch (Exception exception)
        {
            Failure = exception;
        }
    }

    private bool IsRight(Random random)
    {
        if (random.Next(4) != 0)
        {
            (int x, int y) = (random.Next(), random.Next());
            return _target.Add(x, y) == unchecked(x + y);
        }

        string text = new('h', random.Next(200));
        return _target.Echo(text) == text;
    }
}
