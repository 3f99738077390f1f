using System.Diagnostics;
using System.Globalization;
using Rpc.Tests.Shared;
using Rpc.Transports;
using Xunit;

namespace Rpc.Hostile.Tests;

/// <summary>A server that may have few descriptors, and peers that take them all.</summary>
public sealed class DescriptorTests
{
    private const int Descriptors = 300;

    [Theory]
    [InlineData(300UL, 112)]
    [InlineData(1_024UL, 691)]
    [InlineData(12_659UL, 9_999)]
    [InlineData(12_660UL, 10_000)]
    [InlineData(1_048_576UL, 10_000)]
    [InlineData(ulong.MaxValue, 10_000)]
    [InlineData(0UL, 1)]
    [InlineData(null, 10_000)]
    public void The_default_limit_of_connections_leaves_descriptors_for_the_rest(ulong? descriptors, int connections) =>
        Assert.Equal(connections, DescriptorLimit.ConnectionsFor(descriptors));

    [Fact]
    public async Task The_default_limit_of_connections_follows_the_descriptors_of_the_process()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "This system has no limit of descriptors.");
        await using ServerProcess server = await ServerProcess.StartAsync(["counts"], Descriptors);
        Assert.Equal(112, (await server.FiguresAsync()).MaxConnections);

        // Past it a connection is refused by name, and descriptors are left.
        RawConnection[] peers = [.. Enumerable.Range(0, 112).Select(_ => RawConnection.Open(server.Uri))];
        RawConnection[] surplus = [.. Enumerable.Range(0, 200).Select(_ => RawConnection.Connect(server.Uri))];
        Array.ForEach(surplus, static peer => peer.WaitForEnd());
        Array.ForEach(peers, static peer => Assert.True(peer.Sync()));
        ServerFigures figures = await server.FiguresAsync();
        Assert.Equal(200, figures.Metric($"rpc.refused {nameof(RpcLimits.MaxConnections)}"));
        Assert.Equal(0, figures.Events(1003));
        Array.ForEach([.. peers, .. surplus], static peer => peer.Dispose());
    }

    [Fact]
    public async Task A_server_without_descriptors_lives_rests_and_serves_again()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() || OperatingSystem.IsMacOS(), "This system has no limit of descriptors.");
        await using ServerProcess server = await ServerProcess.StartAsync(["counts", "MaxConnections=10000", "MaxPendingHandshakes=10000", "HandshakeTimeout=600000"], Descriptors);
        RawConnection healthy = RawConnection.Open(server.Uri);
        RawConnection[] peers = [.. Enumerable.Range(0, 400).Select(_ => RawConnection.Connect(server.Uri))];
        Protocol.Tests.Eventually.True(() => server.FiguresAsync().Result.Events(1003) > 0, "accepting fails for want of descriptors");

        TimeSpan cpu = (await server.FiguresAsync()).Cpu;
        var watch = Stopwatch.StartNew();
        await Task.Delay(4_000);
        TimeSpan used = (await server.FiguresAsync()).Cpu - cpu;
        double share = used / watch.Elapsed;
        Assert.True(healthy.Sync());
        Assert.InRange(share, 0, 0.1);

        Array.ForEach(peers, static peer => peer.Dispose());
        watch.Restart();
        // Until the server has noticed that its peers went, it turns others away.
        while (!TryCall(server.Uri))
        {
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));
            await Task.Delay(20);
        }

        TimeSpan took = watch.Elapsed;
        healthy.Dispose();
        Assert.Equal("", server.Errors);
        Assert.InRange((await server.FiguresAsync()).Metric("rpc.refused AcceptFailed"), 1, 1_000);
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(10));
        Counts.Tell(string.Create(CultureInfo.InvariantCulture, $"400 connections to a server with {Descriptors} descriptors: {100 * share:F1} % of a core used while they lasted, serving again {took.TotalMilliseconds:F0} ms after they closed"));
    }

    private static bool TryCall(RemoteUri uri)
    {
        try
        {
            using RawConnection again = RawConnection.Open(uri);
            Assert.Equal(Arguments.Of(3), again.Call(Arguments.Header("Add"), Arguments.Of(1, 2)).Body);
            return true;
        }
        catch (IOException)
        {
            return false;
        }
    }
}
