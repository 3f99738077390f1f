using System.Diagnostics;
using System.Globalization;
using Rpc.Hostile.Tests.Server;
using Rpc.Protocol;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A server in a process of its own under mutated frames and random bytes, while somebody else works with it.</summary>
public sealed class StormTests(ITestOutputHelper output)
{
    private const int Frames = 100_000;
    private const int Attackers = 4;
    private const int DefaultSeed = 20_260_214;
    private const long AllowedGrowth = 32 * 1024 * 1024;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(6);

    [Fact]
    public async Task A_hundred_thousand_hostile_frames_disturb_nobody_and_leave_nothing_behind()
    {
        int seed = int.TryParse(Environment.GetEnvironmentVariable("RPC_HOSTILE_SEED"), CultureInfo.InvariantCulture, out int given) ? given : DefaultSeed;
        await using ServerProcess server = await ServerProcess.StartAsync();
        await using var healthy = new HealthyClient(server.Uri);
        (long baseline, int connections, _) = await server.StateAsync();
        Assert.Equal(1, connections);

        StormCount count = await StormAsync(server, seed);
        (long heap, int left) = await SettleAsync(server);
        await healthy.StopAsync();
        string report = string.Create(CultureInfo.InvariantCulture, $"""
            seed {seed} (RPC_HOSTILE_SEED sets another)
            {count.Frames} hostile frames, {count.Hits} of them past the handshake and onto the bound object, {count.Handshakes} instead of a handshake
            {count.Connections.Count} hostile connections, {count.Connections.Count(static c => c.EndedByServer)} ended by the server
            healthy client: {healthy.Calls} calls in {healthy.Elapsed.TotalSeconds:F1} s, {healthy.Wrong} wrong, longest {healthy.Longest.TotalMilliseconds:F0} ms
            heap {baseline / 1024} KiB before, {heap / 1024} KiB after; {left} connections open
            {string.Join(", ", count.Kinds.OrderBy(static k => k.Key, StringComparer.Ordinal).Select(static k => $"{k.Key} {k.Value}"))}
            """);
        output.WriteLine(report);
        Console.WriteLine(report);

        Assert.Equal("", server.Errors);
        Assert.InRange(count.Frames, Frames, int.MaxValue);
        Assert.InRange(count.Hits, Frames / 2, int.MaxValue);
        Assert.Null(healthy.Failure);
        Assert.Equal(0, healthy.Wrong);
        Assert.InRange(healthy.Calls, (long)(100 * healthy.Elapsed.TotalSeconds), long.MaxValue);
        Assert.InRange(heap, 0, baseline + AllowedGrowth);
        Assert.Equal(1, left);
        AssertReasons(count, server.Log);
    }

    private static async Task<StormCount> StormAsync(ServerProcess server, int seed)
    {
        var count = new StormCount();
        var watch = Stopwatch.StartNew();
        bool failed = false;
        bool Done() => Volatile.Read(ref failed) || watch.Elapsed > s_limit || (count.Frames >= Frames && count.Hits >= Frames / 2);
        Task[] attackers = [.. Enumerable.Range(0, Attackers).Select(i => Task.Factory.StartNew(
            () =>
            {
                try
                {
                    new Attacker(server.Uri, count, Done, seed + i).Run();
                }
                catch
                {
                    Volatile.Write(ref failed, true);
                    throw;
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default))];
        await Task.WhenAll(attackers).WaitAsync(s_limit + TimeSpan.FromMinutes(2));
        return count;
    }

    /// <summary>Waits, at most ten seconds, until only the healthy client's connection is open.</summary>
    private static async Task<(long Heap, int Connections)> SettleAsync(ServerProcess server)
    {
        var watch = Stopwatch.StartNew();
        while (true)
        {
            (long heap, int connections, _) = await server.StateAsync();
            if (connections == 1 || watch.Elapsed > TimeSpan.FromSeconds(10))
            {
                return (heap, connections);
            }

            await Task.Delay(100);
        }
    }

    /// <summary>Every connection's end is in the log with a reason, and with a fault's name where the server ended it. The runtime itself had no fault.</summary>
    private static void AssertReasons(StormCount count, IReadOnlyList<LogLine> log)
    {
        Assert.DoesNotContain(log, static line => line.Event == 1030);
        HashSet<string> names = [.. Enum.GetNames<ProtocolFault>(), "ConnectionLost", nameof(RpcLimits.HandshakeTimeout)];
        LogLine[] refusals = [.. log.Where(static line => line.Event is 1005 or 1006)];
        Assert.All(refusals, line => Assert.Contains(line.Fault, names));
        Assert.All(log.Where(static line => line.Event is >= 1004 and <= 1007), static line => Assert.NotEqual("", line.Reason + line.Fault));
        ILookup<string, LogLine> ends = log.Where(static line => line.Event is 1004 or 1005 or 1007).ToLookup(static line => line.Peer);
        ILookup<string, LogLine> faults = log.Where(static line => line.Event is 1005 or 1006 || line.Reason.StartsWith("the peer closed it:", StringComparison.Ordinal)).ToLookup(static line => line.Peer);
        foreach (IGrouping<int, (int Port, bool EndedByServer)> port in count.Connections.GroupBy(static c => c.Port))
        {
            string peer = $"127.0.0.1:{port.Key}";
            Assert.True(ends[peer].Count() >= port.Count(), $"{port.Count()} connections of {peer} ended, and the log tells of {ends[peer].Count()}");
            Assert.True(faults[peer].Count() >= port.Count(static c => c.EndedByServer), $"the server ended connections of {peer} and the log has no fault for it");
        }
    }
}
