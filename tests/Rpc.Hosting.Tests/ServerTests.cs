using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rpc.Hosting.Tests.Contracts;
using Rpc.Tests.Shared;

namespace Rpc.Hosting.Tests;

/// <summary>Servers and clients on the generic host.</summary>
public sealed class ServerTests
{
    private const string Address = "rpc+mem://hosted-";

    [Fact]
    public async Task An_object_of_the_services_is_called_through_an_injected_proxy()
    {
        string address = Address + "injected";
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer(o => o.Listen(address)).AddRemote<IGreeter, Greeter>("server", options: Unlisted);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>($"{address}/server");
        using IHost host = builder.Build();
        await host.StartAsync();
        IGreeter greeter = host.Services.GetRequiredService<IGreeter>();
        Assert.Equal("Hi Ali from 1", await greeter.GreetAsync("Ali"));
        Assert.Equal("Hi Bea from 1", greeter.Greet("Bea"));
        Assert.IsNotType<Greeter>(greeter);
        await host.StopAsync();
        Assert.Equal(RpcStatus.Unavailable, (await Assert.ThrowsAsync<RpcException>(() => greeter.GreetAsync("Ali"))).Status);
    }

    [Theory]
    [InlineData(InstanceMode.PerCall, 2, 2)]
    [InlineData(InstanceMode.Session, 1, 0)]
    public async Task Each_mode_has_its_objects_in_scopes_of_their_own(InstanceMode mode, int made, int disposed)
    {
        string address = $"{Address}{mode}";
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddScoped<ScopeEnd>();
        builder.Services.AddRpcServer(o => o.Listen(address)).AddRemote<IGreeter, ScopedGreeter>("server", mode, Unlisted);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>($"{address}/server");
        using IHost host = builder.Build();
        await host.StartAsync();
        IGreeter greeter = host.Services.GetRequiredService<IGreeter>();
        GreeterLife life = host.Services.GetRequiredService<GreeterLife>();
        await greeter.CountAsync();
        await greeter.CountAsync();
        await Patience.UntilAsync(() => (life.MadeCount, life.DisposedCount) == (made, disposed), $"{made} are made and {disposed} disposed");
        if (mode == InstanceMode.Session)
        {
            await RemoteProxy.ReleaseAsync(greeter);
            await Patience.UntilAsync(() => life.DisposedCount == 1, "the session's scope is disposed");
        }

        await host.StopAsync();
    }

    [Fact]
    public async Task A_class_that_takes_the_call_context_keeps_it_through_its_awaits()
    {
        string address = Address + "context";
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer(o => o.Listen(address)).AddRemote<IGreeter, Greeter>("server", options: Unlisted);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>($"{address}/server");
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.NotNull(await host.Services.GetRequiredService<IGreeter>().CallerAsync());
        await host.StopAsync();
    }

    [Fact]
    public async Task Proxies_with_keys_lead_to_different_objects()
    {
        string address = Address + "keys";
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer(o => o.Listen(address)).AddRemote<IGreeter, Greeter>("one", InstanceMode.Session, Unlisted).AddRemote<IGreeter, Greeter>("two", InstanceMode.Session, Unlisted);
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>($"{address}/one", "first").AddRemoteProxy<IGreeter>($"{address}/two", "second");
        using IHost host = builder.Build();
        await host.StartAsync();
        IGreeter first = host.Services.GetRequiredKeyedService<IGreeter>("first");
        IGreeter second = host.Services.GetRequiredKeyedService<IGreeter>("second");
        Assert.Same(first, host.Services.GetRequiredKeyedService<IGreeter>("first"));
        Assert.Equal("Hi Ali from 1", await first.GreetAsync("Ali"));
        Assert.Equal("Hi Ali from 2", await second.GreetAsync("Ali"));
        Assert.Null(host.Services.GetService<IGreeter>());
        await host.StopAsync();
    }

    [Fact]
    public async Task Interceptors_of_both_sides_are_made_by_the_services()
    {
        string address = Address + "interceptors";
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer(o => o.Listen(address)).AddRemote<IGreeter, Greeter>("server", options: Unlisted).AddInterceptor<Noting>();
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>($"{address}/server").AddInterceptor<Noting>();
        using IHost host = builder.Build();
        await host.StartAsync();
        await host.Services.GetRequiredService<IGreeter>().GreetAsync("Ali");
        Assert.Equal(["out GreetAsync", "in Rpc.Hosting.Tests.Contracts.IGreeter.GreetAsync(string)"], host.Services.GetRequiredService<GreeterLife>().Notes);
        await host.StopAsync();
    }

    [Fact]
    public async Task A_token_of_the_services_may_change_while_the_host_runs()
    {
        var tokens = new Tokens { Current = "old" };
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddSingleton(tokens);
        builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server", options: Unlisted).RequireToken(static provider => provider.GetRequiredService<Tokens>().Current);
        using IHost host = builder.Build();
        await host.StartAsync();
        string uri = $"{host.Services.GetRequiredService<Server.HostedServer>().Addresses[0]}/server";
        Assert.Equal("Hi Ali from 1", await GreetAsync(uri, "old"));
        tokens.Current = "new";
        Assert.Equal("Hi Ali from 1", await GreetAsync(uri, "new"));
        Assert.Equal(RpcStatus.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => GreetAsync(uri, "old"))).Status);
        Assert.Equal(RpcStatus.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => GreetAsync(uri, null))).Status);
        await host.StopAsync();
    }

    [Fact]
    public void The_interface_of_a_served_object_is_not_a_service()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer().AddRemote<IGreeter, Greeter>("server");
        using IHost host = builder.Build();
        Assert.Null(host.Services.GetService<IGreeter>());
        Assert.NotNull(host.Services.GetService<Greeter>());
    }

    [Fact]
    public async Task An_address_that_cannot_be_listened_on_fails_the_start()
    {
        HostApplicationBuilder builder = TestHost.Builder();
        builder.Services.AddRpcServer(o => o.Listen("rpcs://127.0.0.1:0").Listen("rpcname:x"));
        using IHost host = builder.Build();
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());
        Assert.Contains("Rpc:Server:Tls:CertificatePath", error.Message, StringComparison.Ordinal);
        Assert.Contains("rpcname:x cannot be listened on", error.Message, StringComparison.Ordinal);
    }

    private static HostedObjectOptions Unlisted { get; } = new() { IsListed = false };

    private static async Task<string> GreetAsync(string uri, string? token)
    {
        await using var client = new RpcClient(new RpcClientOptions { Token = token });
        return await client.Get<IGreeter>(uri).GreetAsync("Ali");
    }

    private sealed class Tokens
    {
        public string Current { get; set; } = "";
    }

    private sealed class Noting(GreeterLife life) : IRpcServerInterceptor, IRpcClientInterceptor
    {
        public ValueTask InvokeAsync(CallContext context, Func<ValueTask> next)
        {
            life.Notes.Enqueue($"in {context.Method}");
            return next();
        }

        public ValueTask InvokeAsync(ClientCall call, Func<ValueTask> next)
        {
            life.Notes.Enqueue($"out {call.Method.Name}");
            return next();
        }
    }
}
