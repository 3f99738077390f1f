using System.Net;
using System.Net.Sockets;
using Rpc.Naming;
using Rpc.Testing;
using Xunit;

namespace Rpc.Naming.Tests;

/// <summary>What a server that listens on all addresses is listed under.</summary>
public sealed class AdvertisedAddressTests
{
    [Theory]
    [InlineData("rpc://0.0.0.0:9101/x", "localhost")]
    [InlineData("rpc://0.0.0.0:9101/x", "10.0.0.9")]
    [InlineData("rpcs://0.0.0.0:9101/x", "127.0.0.1")]
    [InlineData("rpc://[::]:9101/x", "localhost")]
    [InlineData("rpc://[::]:9101/x", "10.0.0.9")]
    public async Task A_server_on_all_addresses_is_listed_under_one_of_this_machine(string uri, string nameServer)
    {
        var clock = new ManualTime();
        var server = new TestNameServer(clock);
        await using var publisher = new Publisher(new NameClient(_ => server, new NameClientOptions { NameServers = [NameServerAddress.Parse(nameServer)], TimeProvider = clock }));
        AddressFamily family = uri.Contains('[', StringComparison.Ordinal) ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork;
        Assert.SkipWhen(family == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6, "this machine has no IPv6");
        Assert.SkipWhen(IPAddress.IsLoopback(ReachableAddress.Primary(family)) && nameServer != "localhost", "this machine has loopback only, which no other name server takes");

        RemoteUri listed = (await publisher.PublishAsync("x", RemoteUri.Parse(uri))).Uri;

        Assert.Equal((RemoteUri.Parse(uri).Scheme, 9101, "x"), (listed.Scheme, listed.Port, listed.ObjectId));
        IPAddress address = IPAddress.Parse(listed.Host!);
        Assert.Equal(family, address.AddressFamily);
        AssertOwn(address);
    }

    [Fact]
    public async Task Who_takes_the_registration_decides_what_can_be_registered()
    {
        // The first one is on this machine and dead; the second one hands names to others.
        var clock = new ManualTime();
        var alive = new TestNameServer(clock);
        var dead = new TestNameServer(clock);
        dead.Kill();
        var options = new NameClientOptions { NameServers = [NameServerAddress.Parse("localhost"), NameServerAddress.Parse("10.0.0.9")], TimeProvider = clock };
        await using var publisher = new Publisher(new NameClient(uri => uri.Host == "localhost" ? dead : alive, options));

        RpcException error = await Assert.ThrowsAsync<RpcException>(() => publisher.PublishAsync("x", RemoteUri.Parse("rpc://127.0.0.1:9101/x")).AsTask());
        Assert.Contains("loopback", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, alive.Registrations);
    }

    [Theory]
    [InlineData(AddressFamily.InterNetwork)]
    [InlineData(AddressFamily.InterNetworkV6)]
    public void The_primary_address_is_this_machines_own_and_loopback_only_where_there_is_no_other(AddressFamily family)
    {
        Assert.SkipWhen(family == AddressFamily.InterNetworkV6 && !Socket.OSSupportsIPv6, "this machine has no IPv6");
        IPAddress primary = ReachableAddress.Primary(family);
        AssertOwn(primary);
        Assert.Equal(IPAddress.IsLoopback(primary), !HasOther(family));
    }

    [Fact]
    public void Loopback_is_reached_from_loopback() => Assert.Equal(IPAddress.Loopback, ReachableAddress.Toward(IPAddress.Loopback));

    private static bool HasOther(AddressFamily family) => System.Net.NetworkInformation.NetworkInterface.GetAllNetworkInterfaces()
        .Where(static one => one.OperationalStatus is System.Net.NetworkInformation.OperationalStatus.Up or System.Net.NetworkInformation.OperationalStatus.Unknown)
        .SelectMany(static one => one.GetIPProperties().UnicastAddresses)
        .Any(one => one.Address.AddressFamily == family && !one.Address.IsIPv6LinkLocal && !IPAddress.IsLoopback(one.Address));

    /// <summary>A socket can be bound to it.</summary>
    private static void AssertOwn(IPAddress address)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Dgram, ProtocolType.Udp);
        socket.Bind(new IPEndPoint(address, 0));
        Assert.NotEqual(IPAddress.Any, address);
        Assert.NotEqual(IPAddress.IPv6Any, address);
    }
}
