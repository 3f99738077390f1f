using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using Rpc.Protocol;
using Rpc.Protocol.Tests;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>Much of what is allowed once.</summary>
public sealed class FloodAttackTests
{
    [Fact]
    public async Task A_flood_of_handshakes_is_refused_and_the_log_stays_short()
    {
        await using AttackScene scene = await AttackScene.StartAsync("MaxPendingHandshakes=20", "HandshakeTimeout=3000");
        var watch = Stopwatch.StartNew();
        var held = new List<RawConnection>();
        for (int i = 0; i < 1_000; i++)
        {
            held.Add(RawConnection.Connect(scene.Uri));
        }

        held.ForEach(static peer => peer.WaitForEnd());
        held.ForEach(static peer => peer.Dispose());
        ServerFigures after = await scene.EndAsync($"rpc.refused {nameof(RpcLimits.MaxPendingHandshakes)}", 1004);
        Assert.Equal(1_000, after.Metric($"rpc.refused {nameof(RpcLimits.MaxPendingHandshakes)}") + after.Metric($"rpc.refused {nameof(RpcLimits.HandshakeTimeout)}"));
        Assert.InRange(after.Metric($"rpc.refused {nameof(RpcLimits.HandshakeTimeout)}"), 20, 1_000);

        // Twenty warnings a second, and one that counts the rest.
        Assert.Equal(1_000, after.Events(1004) + after.Events(1005));
        Assert.InRange(after.Events(1098), 1, 100);
        Assert.InRange(after.Warnings - after.Events(1098), 1, 20 * (long)(watch.Elapsed.TotalSeconds + 2));
    }

    [Fact]
    public async Task Connections_over_the_limit_are_closed_at_once_and_their_places_are_used_again()
    {
        await using AttackScene scene = await AttackScene.StartAsync("MaxConnections=50");
        for (int round = 0; round < 3; round++)
        {
            // One of the fifty is the healthy client's.
            RawConnection[] peers = [.. Enumerable.Range(0, 49).Select(_ => scene.Open())];
            RawConnection[] surplus = [.. Enumerable.Range(0, 200).Select(_ => RawConnection.Connect(scene.Uri))];
            Array.ForEach(surplus, static peer => peer.WaitForEnd());
            Array.ForEach(peers, static peer => Assert.True(peer.Sync()));
            Array.ForEach(surplus, static peer => peer.Dispose());
            Array.ForEach(peers, static peer => peer.Dispose());
            Eventually.True(() => scene.Server.FiguresAsync().Result.Metric("rpc.connections") == 1, "the places are free");
        }

        ServerFigures after = await scene.EndAsync($"rpc.refused {nameof(RpcLimits.MaxConnections)}", 1004);
        Assert.Equal(600, after.Metric($"rpc.refused {nameof(RpcLimits.MaxConnections)}"));
    }

    [Fact]
    public async Task Pings_whose_answers_nobody_reads_end_their_connections()
    {
        await using AttackScene scene = await AttackScene.StartAsync();
        byte[] pings = [.. Enumerable.Range(0, 4_000).SelectMany(static i => Bytes.Frame(FrameType.Ping, FrameFlags.None, (ulong)i, []))];
        for (int i = 0; i < 3; i++)
        {
            using RawConnection peer = scene.Open();
            while (peer.Send(pings))
            {
                // Until the server has had enough.
            }
        }

        await scene.EndAsync($"rpc.refused {ProtocolFault.TooManyPings}", 1006);
    }

    [Fact]
    public async Task A_million_calls_each_cancelled_at_once_run_no_more_handlers_than_may()
    {
        const int Calls = 1_000_000;
        const int InBatch = 500;
        const int Most = 100;
        await using AttackScene scene = await AttackScene.StartAsync($"{nameof(RpcLimits.MaxRunningHandlers)}={Most}");
        TimeSpan took;
        using (RawConnection peer = scene.Open())
        {
            // Handlers that do not heed their cancellation: only such ones can pile up.
            byte[] pair = [.. Bytes.Request(FrameFlags.None, 0, Arguments.Header("StubbornAsync"), Arguments.Of(2_000)), .. Bytes.Frame(FrameType.Cancel, FrameFlags.None, 0, [])];
            byte[] batch = [.. Enumerable.Repeat(pair, InBatch).SelectMany(static one => one)];
            int cancel = pair.Length - FrameHeader.Size;
            var reading = Task.Factory.StartNew(peer.WaitForEnd, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
            var watch = Stopwatch.StartNew();
            for (int sent = 0; sent < Calls; sent += InBatch)
            {
                for (int i = 0; i < InBatch; i++)
                {
                    ulong id = peer.NextId();
                    BinaryPrimitives.WriteUInt64LittleEndian(batch.AsSpan((i * pair.Length) + 8), id);
                    BinaryPrimitives.WriteUInt64LittleEndian(batch.AsSpan((i * pair.Length) + cancel + 8), id);
                }

                Assert.True(peer.Send(batch), "the server ended the connection");
            }

            peer.FinishSending();
            await reading.WaitAsync(TimeSpan.FromMinutes(3));
            took = watch.Elapsed;
        }

        ServerFigures after = await scene.EndAsync("rpc.refused OverLimit", 1022);
        Assert.InRange(after.MostRunning, Most / 2, Most);
        long cancelled = after.Metric("rpc.handlers.cancelled Cancelled");
        Assert.InRange(cancelled, Most, Calls);
        Assert.Equal(Calls, after.Metric("rpc.refused OverLimit") + cancelled);
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"{Calls:N0} calls, each cancelled at once, in {took.TotalSeconds:F1} s: at most {after.MostRunning} handlers ran at a time where {Most} may, {cancelled:N0} in all"));
    }
}
