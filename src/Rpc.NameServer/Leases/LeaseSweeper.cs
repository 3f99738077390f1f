using Microsoft.Extensions.Logging;
using Rpc.NameServer.Registry;

namespace Rpc.NameServer.Leases;

/// <summary>Removes what is over, four times a second. Notices when the process itself stood still.</summary>
internal sealed class LeaseSweeper : IAsyncDisposable
{
    /// <summary>A lease that is over is seen within this time.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMilliseconds(250);

    private static readonly TimeSpan LongestGap = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestGrace = TimeSpan.FromSeconds(15);

    private readonly NameRegistry _registry;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _run;
    private long _last;
    private long _notBefore;

    public LeaseSweeper(NameRegistry registry, TimeProvider clock, ILogger log)
    {
        _registry = registry;
        _clock = clock;
        _log = log;
        _last = clock.GetTimestamp();
        _run = RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _run.ConfigureAwait(false);
        _stop.Dispose();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(Period, _clock);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await SweepAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // Disposed.
        }
    }

    private async Task SweepAsync()
    {
        long now = _clock.GetTimestamp();
        TimeSpan gap = _clock.GetElapsedTime(_last, now);
        _last = now;
        if (gap > LongestGap)
        {
            // Suspended or starved: heartbeats that wait in the sockets must be read before anyone is called silent.
            TimeSpan grace = gap < LongestGrace ? gap : LongestGrace;
            _notBefore = now + (long)(grace.TotalSeconds * _clock.TimestampFrequency);
            NameServerLog.Stalled(_log, gap.TotalSeconds);
        }

        if (now < _notBefore)
        {
            return;
        }

        try
        {
            await _registry.EvictAsync().ConfigureAwait(false);
        }
        catch (RpcException error)
        {
            NameServerLog.EvictionFailed(_log, error.Message);
        }
    }
}
