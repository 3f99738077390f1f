using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Rpc.Hosting.Tests.Contracts;
using Rpc.NameServer;
using Rpc.Naming;
using Rpc.Tests.Shared;

namespace Rpc.Hosting.Tests;

/// <summary>Hosts and name servers: who starts, stops and finds whom, and when.</summary>
public sealed class NamingTests
{
    [Fact]
    public async Task A_host_that_is_a_name_server_a_server_and_a_client_in_one_calls_itself_by_name()
    {
        using var folder = new TemporaryFolder();
        string ns = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        string file = Path.Combine(folder.Path, "names.db");
        for (int run = 0; run < 2; run++)
        {
            HostApplicationBuilder builder = TestHost.Builder(("Rpc:Client:NameServers", ns));
            builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server");
            builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>("rpcname:server");
            builder.Services.AddNameServer(o => o.Listen(ns).UseSqlite(file));
            using IHost host = builder.Build();
            await host.StartAsync();
            Assert.Equal("Hi Ali from 1", await host.Services.GetRequiredService<IGreeter>().GreetAsync("Ali"));
            await host.StopAsync();
        }

        Assert.True(File.Exists(file));
    }

    [Fact]
    public async Task A_stop_takes_the_names_off_the_list_lets_calls_end_and_ends_other_services_after_that()
    {
        string ns = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse(ns) });
        HostApplicationBuilder builder = TestHost.Builder(("Rpc:Client:NameServers:0", ns));
        var order = new List<string>();
        var dependency = new Recorded(order);
        builder.Services.AddSingleton<IHostedService>(dependency);
        builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server");
        using IHost host = builder.Build();
        await host.StartAsync();

        var entered = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<GreeterLife>().BeforeGreeting = async _ =>
        {
            entered.SetResult();
            await go.Task;
            order.Add("call ended");
        };
        await using var client = new RpcClient(new RpcClientOptions { NameServers = [RemoteUri.Parse(ns)] });
        Task<string> call = client.Get<IGreeter>("rpcname:server").GreetAsync("Ali");
        await entered.Task.WaitAsync(Patience.Limit);
        Task stop = host.StopAsync();
        await Patience.UntilAsync(async () => await names.Service.CountAsync(new NameFilter { Prefix = "server" }) == 0, "the name is off the list while a call runs");
        Assert.False(stop.IsCompleted);
        go.SetResult();
        Assert.Equal("Hi Ali from 1", await call.WaitAsync(Patience.Limit));
        await stop.WaitAsync(Patience.Limit);
        Assert.Equal(["started", "call ended", "stopped"], order);
    }

    [Fact]
    public async Task A_server_whose_name_server_comes_later_serves_tells_its_health_and_is_listed_then()
    {
        string ns = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        HostApplicationBuilder builder = TestHost.Builder(("Rpc:Server:NameServers", ns), ("Rpc:Client:NameServers", ns), ("Rpc:Client:Retry:MaxAttempts", "1"));
        builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server");
        builder.Services.AddRpcClient();
        builder.Services.AddHealthChecks().AddRpcServer().AddRpcNameServers();
        using IHost host = builder.Build();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Entries["rpc-server"].Status);
        await host.StartAsync();
        HealthReport report = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["rpc-server"].Status);
        Assert.Contains("server", report.Entries["rpc-server"].Description, StringComparison.Ordinal);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["rpc-name-servers"].Status);
        await using (var client = new RpcClient())
        {
            Assert.Equal("Hi Ali from 1", await client.Get<IGreeter>($"{host.Services.GetRequiredService<Server.HostedServer>().Addresses[0]}/server").GreetAsync("Ali"));
        }

        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse(ns) });
        await Patience.UntilAsync(async () => (await health.CheckHealthAsync()).Status == HealthStatus.Healthy, "health is back with the name server");
        Assert.Equal(1, await names.Service.CountAsync(new NameFilter { Prefix = "server" }));
        await host.StopAsync();
    }

    [Fact]
    public async Task A_name_that_is_taken_fails_the_start_where_the_options_say_so()
    {
        string ns = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse(ns) });
        IHost Make()
        {
            HostApplicationBuilder builder = TestHost.Builder(("Rpc:Server:NameServers", ns));
            builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server", options: new HostedObjectOptions { Publish = new PublishOptions { Mode = RegisterMode.FailIfTaken } });
            return builder.Build();
        }

        using IHost first = Make();
        await first.StartAsync();
        using IHost second = Make();
        Assert.Equal(RpcStatus.AlreadyExists, (await Assert.ThrowsAsync<RpcException>(() => second.StartAsync())).Status);
        await first.StopAsync();
    }

    [Fact]
    public async Task One_of_two_name_servers_that_is_silent_degrades_the_health()
    {
        string there = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        string gone = $"rpc://127.0.0.1:{FreePort.Lasting()}";
        HostApplicationBuilder builder = TestHost.Builder(("Rpc:Client:NameServers", $"{there}, {gone}"), ("Rpc:Client:Retry:MaxAttempts", "1"), ("Rpc:NameServer:Listen", there));
        builder.Services.AddRpcClient();
        builder.Services.AddNameServer();
        builder.Services.AddHealthChecks().AddRpcNameServers().AddNameServer();
        using IHost host = builder.Build();
        HealthCheckService health = host.Services.GetRequiredService<HealthCheckService>();
        Assert.Equal(HealthStatus.Unhealthy, (await health.CheckHealthAsync()).Entries["rpc-name-server"].Status);
        await host.StartAsync();
        HealthReport report = await health.CheckHealthAsync();
        Assert.Equal(HealthStatus.Healthy, report.Entries["rpc-name-server"].Status);
        Assert.Equal(HealthStatus.Degraded, report.Entries["rpc-name-servers"].Status);
        Assert.Contains(gone, report.Entries["rpc-name-servers"].Description, StringComparison.Ordinal);
        await host.StopAsync();
    }

    private sealed class Recorded(List<string> order) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            order.Add("started");
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken)
        {
            order.Add("stopped");
            return Task.CompletedTask;
        }
    }
}
