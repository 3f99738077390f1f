using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Rpc.Hosting.Tests.Contracts;
using Rpc.NameServer;
using Rpc.Tasks;

namespace Rpc.Hosting.Tests.Configuration;

/// <summary>What the configuration says, and what is said about mistakes in it.</summary>
public sealed class SettingTests
{
    [Fact]
    public void Options_are_what_the_configuration_says()
    {
        HostApplicationBuilder builder = TestHost.Builder(
            ("Rpc:Server:Listen:0", "rpc://127.0.0.1:9101"),
            ("Rpc:Server:Listen:1", "rpc://[::1]:9102"),
            ("Rpc:Server:NameServers", "one, two:9191, rpcs://three:9192"),
            ("Rpc:Server:Discovery", "false"),
            ("Rpc:Server:DrainTimeout", "1.5m"),
            ("rpc:server:SPINTIME", "00:00:00"),
            ("Rpc:Server:DetailedErrors", "true"),
            ("Rpc:Server:Tls:CertificatePath", "server.pem"),
            ("Rpc:Server:Tls:ClientCertificates", "required"),
            ("Rpc:Server:Limits:MaxMessageBytes", "2MiB"),
            ("Rpc:Server:Limits:MaxRunningHandlers", "7"),
            ("Rpc:Server:Limits:KeepAliveInterval", "250ms"),
            ("Rpc:Client:Timeout", "infinite"),
            ("Rpc:Client:Balancing", "RoundRobin"),
            ("Rpc:Client:Retry:MaxAttempts", "2"),
            ("Rpc:Client:Hedge:Delay", "20ms"),
            ("Rpc:Client:Limits:MaxHeaderBytes", "32 KiB"));
        builder.Services.AddRpcServer();
        using IHost host = builder.Build();
        HostedServerOptions server = host.Services.GetRequiredService<IOptions<HostedServerOptions>>().Value;
        RpcClientOptions client = host.Services.GetRequiredService<IOptions<RpcClientOptions>>().Value;
        Assert.Equal(["rpc://127.0.0.1:9101", "rpc://[::1]:9102"], server.Addresses.Select(static one => one.ToString()));
        Assert.Equal(["rpc://one:9190/nameserver", "rpc://two:9191/nameserver", "rpcs://three:9192/nameserver"], server.Server.NameServers.Select(static one => one.ToString()));
        Assert.Null(server.Server.Discovery);
        Assert.Equal((TimeSpan.FromSeconds(90), TimeSpan.Zero, true), (server.Server.DrainTimeout, server.Server.SpinTime, server.Server.DetailedErrors));
        Assert.Equal(("server.pem", ClientCertificateMode.Required), (server.Server.Tls!.CertificatePath, server.Server.Tls.ClientCertificates));
        Assert.Equal((2 << 20, 7, TimeSpan.FromMilliseconds(250)), (server.Server.Limits.MaxMessageBytes, server.Server.Limits.MaxRunningHandlers, server.Server.Limits.KeepAliveInterval));
        Assert.Equal((Timeout.InfiniteTimeSpan, Balancing.RoundRobin, 2), (client.Proxy.Timeout, client.Proxy.Balancing, client.Proxy.Retry.MaxAttempts));
        Assert.Equal((TimeSpan.FromMilliseconds(20), 32 << 10), (client.Proxy.Hedge!.Delay, client.Limits.MaxHeaderBytes));
    }

    [Fact]
    public void The_program_has_the_last_word()
    {
        HostApplicationBuilder builder = TestHost.Builder(("Rpc:Server:Listen", "rpc://127.0.0.1:9101"), ("Rpc:Server:DrainTimeout", "1s"), ("Rpc:Client:Token", "configured"));
        builder.Services.AddRpcServer(static o => o.Listen("rpc://127.0.0.1:1").Listen("rpc://127.0.0.1:2").Server.DrainTimeout = TimeSpan.FromSeconds(2));
        builder.Services.AddRpcClient(static o => o.Token = "written");
        using IHost host = builder.Build();
        HostedServerOptions server = host.Services.GetRequiredService<IOptions<HostedServerOptions>>().Value;
        Assert.Equal(["rpc://127.0.0.1:1", "rpc://127.0.0.1:2"], server.Addresses.Select(static one => one.ToString()));
        Assert.Equal(TimeSpan.FromSeconds(2), server.Server.DrainTimeout);
        Assert.Equal("written", host.Services.GetRequiredService<IOptions<RpcClientOptions>>().Value.Token);
    }

    [Theory]
    [InlineData("Rpc:Server:Lisen", "rpc://127.0.0.1:0", "Rpc:Server:Lisen is not a setting. Did you mean 'Rpc:Server:Listen'?")]
    [InlineData("Rpc:Server:Limits:MaxMesageBytes", "1", "Rpc:Server:Limits:MaxMesageBytes is not a setting. Did you mean 'Rpc:Server:Limits:MaxMessageBytes'?")]
    [InlineData("Rpc:Server:Nonsense:At:All", "1", "Rpc:Server:Nonsense is not a setting.")]
    [InlineData("Rpc:Server:DrainTimeout", "soon", "Rpc:Server:DrainTimeout is 'soon': a time such as 00:00:30")]
    [InlineData("Rpc:Server:DrainTimeout", "30", "Rpc:Server:DrainTimeout is '30': a time such as 00:00:30")]
    [InlineData("Rpc:Server:DrainTimeout", "infinite", "It cannot be without end.")]
    [InlineData("Rpc:Server:DrainTimeout:Seconds", "1", "Rpc:Server:DrainTimeout has keys below it")]
    [InlineData("Rpc:Server:Listen", "127.0.0.1:9101", "Rpc:Server:Listen is '127.0.0.1:9101': a URI")]
    [InlineData("Rpc:Server:Tls:ClientCertificates", "Maybe", "one of None, ")]
    [InlineData("Rpc:Server:Tokens:0:User", "ali", "Rpc:Server:Tokens:0 has no Token")]
    [InlineData("Rpc:Server:Tokens:0:Tokn", "x", "Rpc:Server:Tokens:0:Tokn is not a setting. Did you mean 'Rpc:Server:Tokens:0:Token'?")]
    [InlineData("Rpc:Client:Retry:MaxAttempts", "0", "Rpc:Client:Retry:MaxAttempts is '0': RetryOptions.MaxAttempts counts the first attempt")]
    [InlineData("Rpc:Client:Discovery", "maybe", "Rpc:Client:Discovery is 'maybe': true or false")]
    [InlineData("Rpc:NameServer:Store", "postgres:Host=x", "UsePostgres")]
    [InlineData("Rpc:NameServer:Rules:0:Write:0", "admin", "Rpc:NameServer:Rules:0 has no Prefix")]
    [InlineData("Rpc:Tasks:Store", "rabbitmq", "UseRabbitMq")]
    [InlineData("Rpc:Tasks:Worker:Queues:0", "mail=0", "Rpc:Tasks:Worker:Queues is 'mail=0'")]
    [InlineData("Rpc:Tasks:Worker:Concurency", "1", "Did you mean 'Rpc:Tasks:Worker:Concurrency'?")]
    public async Task A_mistake_fails_the_start_and_is_told(string key, string value, string expected)
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync((key, value)));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_of_a_section_are_told_at_once_and_no_secret_is()
    {
        OptionsValidationException error = await Assert.ThrowsAsync<OptionsValidationException>(() => StartAsync(("Rpc:Server:One", "1"), ("Rpc:Server:Two", "2"), ("Rpc:Server:Token", ""), ("Rpc:Server:Tls:Password:X", "secret")));
        Assert.Equal(4, error.Failures.Count());
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_of_the_configuration_lets_in_who_gives_it()
    {
        HostApplicationBuilder builder = TestHost.Builder(("Rpc:Server:Token", "one"), ("Rpc:Server:Tokens:0:Token", "two"), ("Rpc:Server:Tokens:0:User", "ali"), ("Rpc:Server:Tokens:0:Roles", "a,b"), ("Rpc:Client:Token", "two"));
        builder.Services.AddRpcServer(static o => o.Listen("rpc+mem://configured-token")).AddRemote<IGreeter, Greeter>("server", options: new HostedObjectOptions { IsListed = false });
        builder.Services.AddRpcClient().AddRemoteProxy<IGreeter>("rpc+mem://configured-token/server");
        using IHost host = builder.Build();
        await host.StartAsync();
        Assert.Equal("Hi Ali from 1", await host.Services.GetRequiredService<IGreeter>().GreetAsync("Ali"));
        await using var stranger = new RpcClient();
        Assert.Equal(RpcStatus.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => stranger.Get<IGreeter>("rpc+mem://configured-token/server").GreetAsync("Ali"))).Status);
        await host.StopAsync();
    }

    private static async Task StartAsync(params (string Key, string? Value)[] settings)
    {
        HostApplicationBuilder builder = TestHost.Builder(settings);
        builder.Services.AddRpcServer();
        builder.Services.AddRpcClient();
        if (settings.Any(static one => one.Key.StartsWith("Rpc:NameServer", StringComparison.Ordinal)))
        {
            builder.Services.AddNameServer();
        }

        if (settings.Any(static one => one.Key.StartsWith("Rpc:Tasks", StringComparison.Ordinal)))
        {
            builder.Services.AddRpcTasks(static tasks => tasks.UseInMemory());
        }

        using IHost host = builder.Build();
        await host.StartAsync();
        await host.StopAsync();
    }
}
