using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A server in a process of its own, a client beside the attack that behaves, and what must be true of both whatever the attack is.</summary>
/// <remarks>
/// The attack happens between <see cref="StartAsync"/> and <see cref="EndAsync"/>. The client's every answer must be right and none may take longer than two seconds, beyond what
/// the machine itself was late; within ten seconds of the attack's end the server holds what it held before; it counted and logged why it refused; and it had no fault of its own.
/// </remarks>
internal sealed class AttackScene : IAsyncDisposable
{
    private const int Pause = 2;
    private static readonly TimeSpan s_slowest = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan s_settled = TimeSpan.FromSeconds(10);

    private readonly NoiseMeter _noise = new();
    private readonly HealthyClient _healthy;
    private IReadOnlyDictionary<string, long> _baseline = new Dictionary<string, long>();

    private AttackScene(ServerProcess server)
    {
        Server = server;
        _healthy = new HealthyClient(server.Uri, Pause);
    }

    public ServerProcess Server { get; }

    public RemoteUri Uri => Server.Uri;

    /// <summary>What the server told before the attack.</summary>
    public ServerFigures Before { get; private set; } = null!;

    /// <param name="limits">The server's, as Name=value, times in milliseconds.</param>
    public static async Task<AttackScene> StartAsync(params string[] limits)
    {
        ServerProcess server = await ServerProcess.StartAsync(["counts", .. limits]);
        var scene = new AttackScene(server);

        // A call first, so that what is made once is made.
        using (RawConnection first = RawConnection.Open(server.Uri))
        {
            first.Call(Arguments.Header("Add"), Arguments.Of(1, 2));
            first.Finish();
        }

        scene._baseline = new Dictionary<string, long> { ["rpc.connections"] = 1, ["rpc.objects.bound"] = 1 };
        scene.Before = await scene.SettleAsync();
        return scene;
    }

    /// <summary>A peer of the server that has bound the object.</summary>
    public RawConnection Open() => RawConnection.Open(Uri);

    /// <summary>The attack is over, and its connections are closed. Checks all that must be true, and gives the server's figures.</summary>
    /// <param name="metric">The counter, and behind a space its reason, that tells of the attack.</param>
    /// <param name="eventId">The event of the log that does.</param>
    /// <param name="attack">For the report.</param>
    public async Task<ServerFigures> EndAsync(string metric, int eventId, [CallerMemberName] string attack = "")
    {
        ServerFigures after = await SettleAsync();

        // What it held is given back before the last of it is told.
        for (int i = 0; i < 100 && !(after.Metric(metric) > Before.Metric(metric) && after.Events(eventId) > Before.Events(eventId)); i++)
        {
            await Task.Delay(100);
            after = await Server.FiguresAsync();
        }

        await _healthy.StopAsync();
        _noise.Dispose();
        Assert.Null(_healthy.Failure);
        Assert.Equal(0, _healthy.Wrong);
        Assert.InRange(_healthy.Calls, 1, long.MaxValue);
        Assert.InRange(_healthy.Longest, TimeSpan.Zero, s_slowest + _noise.Longest);
        Assert.True(after.Metric(metric) > Before.Metric(metric), $"{metric} tells nothing of the attack: {after}");
        Assert.True(after.Events(eventId) > Before.Events(eventId), $"the log has no event {eventId}: {after}");
        Assert.Equal(0, after.Events(1030));
        Assert.Equal("", Server.Errors);
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"{attack}: {metric} {after.Metric(metric) - Before.Metric(metric)}, {_healthy.Calls} calls beside it, slowest {_healthy.Longest.TotalMilliseconds:F0} ms (machine {_noise.Longest.TotalMilliseconds:F0} ms)"));
        return after;
    }

    public async ValueTask DisposeAsync()
    {
        _noise.Dispose();
        await _healthy.DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>Waits until the server holds what one client holds that calls without pause: a handler, a byte under way, and nothing else.</summary>
    private async Task<ServerFigures> SettleAsync()
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            ServerFigures figures = await Server.FiguresAsync();
            KeyValuePair<string, long>[] over = [.. figures.Gauges.Where(gauge => gauge.Value != _baseline.GetValueOrDefault(gauge.Key) && !IsCall(gauge))];
            if (over.Length == 0)
            {
                return figures;
            }

            Assert.True(watch.Elapsed < s_settled + _noise.Longest, $"After {s_settled} the server still holds {string.Join(", ", over)}.");
            await Task.Delay(50);
        }
    }

    /// <summary>What the call of the healthy client that is under way just now accounts for.</summary>
    private static bool IsCall(KeyValuePair<string, long> gauge) => gauge is { Key: "rpc.handlers.running", Value: 0 or 1 } or { Key: "rpc.unsent" or "rpc.unfinished", Value: >= 0 and < 1_000 };
}
