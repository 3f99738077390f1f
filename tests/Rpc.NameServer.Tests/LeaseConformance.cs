using Rpc.Naming;
using Xunit;

namespace Rpc.NameServer.Tests;

/// <summary>How leases end and are kept, whatever the names are kept in.</summary>
public abstract class LeaseConformance : NameServerConformance
{
    internal async Task Pass(double seconds)
    {
        for (double gone = 0; gone < seconds; gone += 0.25)
        {
            await AdvanceAsync(TimeSpan.FromSeconds(0.25));
            await Registry.EvictAsync();
        }
    }

    private async Task<bool> IsListed(string name) => await Names.CountAsync(new NameFilter(Glob: name)) == 1;

    [Fact]
    public async Task An_entry_without_heartbeats_is_gone_within_its_lease_and_one_second()
    {
        await Register("short", lease: 3);
        await Register("fixed", lease: 0);

        await Pass(2.5);
        Assert.True(await IsListed("short"));
        await Pass(1.5);
        Assert.False(await IsListed("short"));
        await Pass(120);
        Assert.True(await IsListed("fixed"));
    }

    [Fact]
    public async Task A_name_whose_endpoint_is_a_unix_socket_expires_like_any_other()
    {
        await Register("socket", "rpc+unix:///run/app.sock#x", lease: 3);
        await Register("host", lease: 3);

        await Pass(4);

        Assert.False(await IsListed("socket"));
        Assert.False(await IsListed("host"));
    }

    [Fact]
    public async Task A_heartbeat_renews_all_leases_of_a_server_at_once()
    {
        NameLease a = await Register("a", lease: 3);
        NameLease b = await Register("b", lease: 6);
        await Register("c", lease: 3, server: "s2");

        for (int i = 0; i < 10; i++)
        {
            await Pass(1);
            Assert.Empty((await Names.HeartbeatAsync(new NameHeartbeat("s1", [a.Id, b.Id]))).Unknown);
        }

        Assert.True(await IsListed("a"));
        Assert.True(await IsListed("b"));
        Assert.False(await IsListed("c"));
    }

    [Fact]
    public async Task A_lease_that_a_heartbeat_leaves_out_ends()
    {
        NameLease a = await Register("a", lease: 3);
        await Register("b", lease: 3);

        for (int i = 0; i < 5; i++)
        {
            await Pass(1);
            await Names.HeartbeatAsync(new NameHeartbeat("s1", [a.Id]));
        }

        Assert.True(await IsListed("a"));
        Assert.False(await IsListed("b"));
    }

    [Fact]
    public async Task A_heartbeat_answers_which_leases_are_unknown()
    {
        NameLease mine = await Register("mine");
        NameLease theirs = await Register("theirs", server: "s2");

        Assert.Equal([theirs.Id, 42], (await Names.HeartbeatAsync(new NameHeartbeat("s1", [mine.Id, theirs.Id, 42]))).Unknown);
        Assert.Equal([42], (await Names.HeartbeatAsync(new NameHeartbeat("s3", [42]))).Unknown);
    }

    [Fact]
    public async Task One_dead_server_goes_at_once_with_all_its_names()
    {
        NameLease[] alive = await RegisterServers(40);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(i => Register($"dead.{i}", server: "dead")));

        await PassWithHeartbeats(16, alive, 40);

        Assert.Equal(0, await Names.CountAsync(new NameFilter(Prefix: "dead.")));
        Assert.Equal(40, await Names.CountAsync(new NameFilter(Prefix: "n")));
    }

    [Fact]
    public async Task When_many_servers_fall_silent_at_once_their_names_stay_for_a_minute()
    {
        NameLease[] leases = await RegisterServers(40);

        await PassWithHeartbeats(40, leases, 30);
        Assert.Equal(40, await Names.CountAsync(new NameFilter(Prefix: "n")));

        await PassWithHeartbeats(36, leases, 30);
        Assert.Equal(30, await Names.CountAsync(new NameFilter(Prefix: "n")));
    }

    [Fact]
    public async Task Names_that_were_kept_are_renewed_when_their_servers_are_heard_again()
    {
        NameLease[] leases = await RegisterServers(40);

        await PassWithHeartbeats(30, leases, 0);
        await PassWithHeartbeats(60, leases, 40);

        Assert.Equal(40, await Names.CountAsync(new NameFilter(Prefix: "n")));
    }

    [Fact]
    public async Task Below_twenty_servers_nothing_is_held_back()
    {
        await RegisterServers(18);

        await Pass(16.5);

        Assert.Equal(0, await Names.CountAsync(new NameFilter(Prefix: "n")));
    }

    private async Task<NameLease[]> RegisterServers(int count)
    {
        var leases = new NameLease[count];
        for (int i = 0; i < count; i++)
        {
            leases[i] = await Register($"n{i:00}", server: $"server-{i}");
        }

        return leases;
    }

    private async Task PassWithHeartbeats(int seconds, NameLease[] leases, int alive)
    {
        for (int second = 0; second < seconds; second++)
        {
            for (int i = 0; i < alive; i++)
            {
                await Names.HeartbeatAsync(new NameHeartbeat($"server-{i}", [leases[i].Id]));
            }

            await Pass(1);
        }
    }
}
