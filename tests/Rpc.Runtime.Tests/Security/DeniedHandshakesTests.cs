using Rpc.Security;
using Rpc.Tests.Shared;
using Xunit;

namespace Rpc.Runtime.Tests;

/// <summary>Addresses whose handshakes are refused too often are shut out for a while.</summary>
public sealed class DeniedHandshakesTests() : SecurityTest(TestTransport.Tcp)
{
    private const int Most = 5;

    private long _now = 1_000_000;

    private DeniedHandshakes Denied(int most = Most) => new(most, TimeSpan.FromMinutes(1), () => _now);

    [Fact]
    public void The_last_allowed_refusal_shuts_an_address_out_until_the_time_is_over()
    {
        DeniedHandshakes denied = Denied();
        for (int i = 1; i <= Most; i++)
        {
            Assert.False(denied.IsShutOut("10.0.0.1:5"));
            Assert.Equal(i == Most, denied.Count($"10.0.0.1:{i}"));
        }

        Assert.True(denied.IsShutOut("10.0.0.1:77"));
        Assert.True(denied.IsShutOut("[::ffff:10.0.0.1]:77"));
        Assert.False(denied.IsShutOut("10.0.0.2:77"));
        _now += 59_999;
        Assert.True(denied.IsShutOut("10.0.0.1:77"));
        _now += 1;
        Assert.False(denied.IsShutOut("10.0.0.1:77"));
        Assert.False(denied.Count("10.0.0.1:77"));
        Assert.False(denied.IsShutOut("10.0.0.1:77"));
    }

    [Fact]
    public void Refusals_that_are_far_apart_do_not_add_up()
    {
        DeniedHandshakes denied = Denied();
        for (int i = 0; i < 50; i++)
        {
            Assert.False(denied.Count("10.0.0.1:5"));
            _now += 20_000;
        }
    }

    [Fact]
    public void An_address_of_IPv6_is_its_network_and_peers_without_an_address_are_never_shut_out()
    {
        DeniedHandshakes denied = Denied();
        for (int i = 1; i <= Most; i++)
        {
            denied.Count($"[2001:db8::{i}]:1");
            denied.Count("unix:/run/app.sock");
            denied.Count("mem:here");
        }

        Assert.True(denied.IsShutOut("[2001:db8::ffff]:9"));
        Assert.False(denied.IsShutOut("[2001:db8:0:1::1]:9"));
        Assert.False(denied.IsShutOut("unix:/run/app.sock"));
        Assert.False(denied.IsShutOut("mem:here"));
        DeniedHandshakes off = Denied(most: 0);
        Assert.All(Enumerable.Range(0, 100), _ => Assert.False(off.Count("10.0.0.1:1")));
        Assert.False(off.IsShutOut("10.0.0.1:1"));
    }

    [Fact]
    public void Many_addresses_cost_bounded_memory_and_the_latest_are_remembered()
    {
        DeniedHandshakes denied = Denied(most: 1);
        const int Many = 100_000;
        for (int i = 0; i < Many; i++)
        {
            denied.Count($"{(i >> 16) + 1}.{(i >> 8) & 255}.{i & 255}.1:1");
            Assert.InRange(denied.Addresses, 1, 2 * DeniedHandshakes.MostAddresses);
        }

        int last = Many - 1;
        Assert.True(denied.IsShutOut($"{(last >> 16) + 1}.{(last >> 8) & 255}.{last & 255}.1:1"));
        Counts.Tell($"{Many:N0} addresses with refused handshakes, at most {2 * DeniedHandshakes.MostAddresses:N0} kept");
    }

    [Fact]
    public async Task Of_many_refusals_at_once_one_shuts_the_address_out()
    {
        for (int round = 0; round < 50; round++)
        {
            DeniedHandshakes denied = Denied();
            bool[][] last = await Task.WhenAll(Enumerable.Range(0, 4).Select(worker => Task.Run(() => Enumerable.Range(0, 20).Select(i =>
            {
                denied.Count($"10.1.{worker}.{i}:1");
                return denied.Count("10.0.0.1:1");
            }).ToArray()))).Within();
            Assert.Single(last.SelectMany(static one => one), static one => one);
            Assert.True(denied.IsShutOut("10.0.0.1:1"));
            Assert.Equal(81, denied.Addresses);
        }
    }

    [Fact]
    public async Task Guessing_ends_although_the_last_guess_is_right_and_open_connections_stay()
    {
        (RpcServer server, RemoteUri uri) = await VaultAsync(o =>
        {
            o.RequireToken("right");
            o.Limits = new RpcLimits { MaxDeniedHandshakes = Most, DeniedHandshakeWindow = TimeSpan.FromHours(1) };
        });
        IVault open = With("right").Get<IVault>(uri);
        await open.WhoAsync().Within();
        for (int i = 0; i < Most; i++)
        {
            await RefusedAsync(With($"guess {i}"), uri);
        }

        RpcException exception = await Assert.ThrowsAsync<RpcException>(() => With("right").Get<IVault>(uri).WhoAsync().Within());
        Assert.Equal((RpcStatus.Unavailable, RpcOutcome.NotExecuted), (exception.Status, exception.Outcome));
        await open.WhoAsync().Within();
        Assert.Equal((1, Most), (Log.Count(1054), Log.Count(1051)));
        Assert.Contains("127.0.0.1", Log.Text(1054), StringComparison.Ordinal);
        Assert.Single(server.Connections);
    }

    [Fact]
    public async Task An_address_that_was_shut_out_comes_in_again_when_its_time_is_over()
    {
        (_, RemoteUri uri) = await VaultAsync(o =>
        {
            o.RequireToken("right");
            o.Limits = new RpcLimits { MaxDeniedHandshakes = 1, DeniedHandshakeWindow = TimeSpan.FromMilliseconds(300) };
        });
        await RefusedAsync(With("wrong"), uri);
        IVault proxy = With("right").Get<IVault>(uri);
        await Patience.UntilAsync(() => Answers(proxy), "the address is let in again");
    }

    private static bool Answers(IVault proxy)
    {
        try
        {
            return proxy.Level == 1;
        }
        catch (RpcException exception) when (exception.Status == RpcStatus.Unavailable)
        {
            return false;
        }
    }
}
