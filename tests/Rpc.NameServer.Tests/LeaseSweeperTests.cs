using System.Diagnostics.Metrics;
using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer.Leases;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;
using Rpc.Testing;
using Xunit;

namespace Rpc.NameServer.Tests;

public sealed class LeaseSweeperTests : IAsyncDisposable
{
    private readonly ManualTime _clock = new();
    private readonly NameRegistry _registry;
    private readonly NameServerService _names;
    private readonly LeaseSweeper _sweeper;

    public LeaseSweeperTests()
    {
        _registry = NameRegistry.Over(new MemoryNameStore(), _clock, NullLogger.Instance);
        _names = new NameServerService(_registry);
        _sweeper = new LeaseSweeper(_registry, _clock, NullLogger.Instance);
    }

    public async ValueTask DisposeAsync()
    {
        await _sweeper.DisposeAsync();
        await _registry.DisposeAsync();
    }

    private Task<NameLease> Register(string name) => _names.RegisterAsync(new NameRegistration(name, "rpc://10.0.0.1:1/x", "s", LeaseSeconds: 3));

    [Fact]
    public async Task What_is_over_is_removed_by_itself_within_one_second()
    {
        long expired = 0;
        using var meter = new MeterListener();
        meter.InstrumentPublished = static (instrument, listener) =>
        {
            if (instrument.Name == "rpc.ns.expired")
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        meter.SetMeasurementEventCallback<long>((_, count, _, _) => Interlocked.Add(ref expired, count));
        meter.Start();
        await Register("x");
        await _clock.RunAsync(TimeSpan.FromSeconds(2.5));
        Assert.Equal(1, _registry.Count);

        await _clock.RunAsync(TimeSpan.FromSeconds(1.5));
        Assert.Equal(0, _registry.Count);

        // Other tests count as well.
        Assert.InRange(Interlocked.Read(ref expired), 1, long.MaxValue);
    }

    [Fact]
    public async Task After_a_standstill_of_the_name_server_itself_servers_get_time_to_be_heard()
    {
        NameLease lease = await Register("heard");
        await Register("silent");
        await _clock.RunAsync(TimeSpan.FromSeconds(1));

        _clock.Jump(TimeSpan.FromSeconds(10));
        await _clock.RunAsync(TimeSpan.FromSeconds(5));
        Assert.Equal(2, _registry.Count);
        for (int i = 0; i < 6; i++)
        {
            Assert.Empty((await _names.HeartbeatAsync(new NameHeartbeat("s", [lease.Id]))).Unknown);
            await _clock.RunAsync(TimeSpan.FromSeconds(1));
        }

        await Assert.ThrowsAsync<RpcException>(() => _names.LookupAsync("silent"));
        Assert.NotNull(await _names.LookupAsync("heard"));
    }
}
