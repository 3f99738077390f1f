using System.Diagnostics;
using System.Globalization;
using System.Net;
using Listings;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Rpc.Gateway;
using Rpc.Hosting;
using Rpc.NameServer;
using Rpc.Tests.Shared;

namespace Rpc.Samples.Tests;

/// <summary>The listings of docs/hosting.md, docs/gateway.md and docs/telemetry.md. Alone: they use the current folder and the console, and a listener hears of every call of its process.</summary>
[Collection(nameof(AloneCollection))]
public sealed class HostingListingTests : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly string _before = Environment.CurrentDirectory;
    private readonly string _nameServer = string.Create(CultureInfo.InvariantCulture, $"rpc://127.0.0.1:{FreePort.Lasting()}");

    public HostingListingTests() => Environment.CurrentDirectory = _folder.Path;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Environment.CurrentDirectory = _before;
        _folder.Dispose();
    }

    [Fact]
    public void A_server_a_client_and_a_name_server_are_services_of_one_host()
    {
        using IHost host = Listings.Hosting.Server(Builder(("Rpc:Token", "secret")));
        Assert.Equal("rpcname:server", RemoteProxy.UriOf(host.Services.GetRequiredService<IGreeter>()).ToString());
        Assert.Equal("rpc://0.0.0.0:9101", Assert.Single(host.Services.GetRequiredService<IOptions<HostedServerOptions>>().Value.Addresses).ToString());
    }

    [Fact]
    public async Task Objects_of_each_mode_are_served_under_their_names_beside_a_name_server_and_tasks()
    {
        HostApplicationBuilder builder = Builder();
        Listings.Hosting.Modes(builder.Services);
        Listings.Hosting.Tasks(builder);
        builder.Services.AddRpcServer().AddRemote<ICalculator, Listings.Hosting.Counted>("counted");
        builder.Services.AddRpcClient().AddRemoteProxy<ICalculator>("calculator").AddRemoteProxy<ICalculator>("counted", "counted").AddRemoteProxy<IOrders>("shop.orders");
        Listings.Hosting.Health(builder.Services);
        using IHost host = builder.Build();
        await host.StartAsync(Token);
        HealthReport health = await host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(Token);
        Assert.Equal((HealthStatus.Healthy, 2), (health.Status, health.Entries.Count));
        Assert.Equal(5, await host.Services.GetRequiredService<ICalculator>().AddAsync(2, 3, Token));
        Assert.Equal("somebody adds\n", await ConsoleOutput.PrintedAsync(() => host.Services.GetRequiredKeyedService<ICalculator>("counted").AddAsync(2, 3, Token)));
        RpcException denied = await Assert.ThrowsAsync<RpcException>(() => host.Services.GetRequiredService<IOrders>().BookAsync("tea", Token));
        Assert.Equal(RpcStatus.PermissionDenied, denied.Status);
        await host.StopAsync(Token).WaitAsync(s_patience, Token);
        Assert.True(File.Exists("names.db") && File.Exists("tasks.db"));
    }

    [Fact]
    public void Proxies_with_and_without_a_key_stand_beside_each_other()
    {
        HostApplicationBuilder builder = Builder();
        Listings.Hosting.Keyed(builder.Services);
        builder.Services.AddSingleton<Listings.Hosting.Totals>();
        using IHost host = builder.Build();
        Assert.NotNull(host.Services.GetRequiredService<Listings.Hosting.Totals>());
        Assert.Equal("rpc://10.0.0.7:9101/calculator", RemoteProxy.UriOf(host.Services.GetRequiredKeyedService<ICalculator>("backup")).ToString());
    }

    [Fact]
    public async Task A_gateway_lets_in_who_has_the_key()
    {
        await using NameServerHost names = await NameServerHost.StartAsync(new NameServerOptions { Listen = RemoteUri.Parse(_nameServer) }, Token);
        await using WebApplication app = Listings.Gateway.Application(["--GatewayKey=a-key-of-the-test", "--urls=http://127.0.0.1:0", $"--Rpc:Client:NameServers={_nameServer}", "--Logging:LogLevel:Default=None"]);
        await app.StartAsync(Token);
        using var http = new HttpClient { BaseAddress = new Uri(app.Urls.First()) };
        foreach (string path in new[] { "rpc/openapi.json", "console/" })
        {
            using HttpResponseMessage refused = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
        }

        http.DefaultRequestHeaders.Add("X-Api-Key", "a-key-of-the-test");
        foreach (string path in new[] { "rpc/openapi.json", "console/" })
        {
            using HttpResponseMessage answer = await http.GetAsync(new Uri(path, UriKind.Relative), Token);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await app.StopAsync(Token);
    }

    [Fact]
    public void What_a_gateway_exposes_is_what_its_options_say()
    {
        HostApplicationBuilder builder = Builder();
        Listings.Gateway.Access(builder.Services, "one", "other");
        using IHost host = builder.Build();
        RpcGatewayOptions options = host.Services.GetRequiredService<IOptions<RpcGatewayOptions>>().Value;
        Assert.Equal(["shop.*", "prices"], options.Patterns);
        Assert.Equal("rpc://10.0.0.7:9101/warehouse", options.Objects["stock"].ToString());
    }

    [Fact]
    public async Task Spans_and_durations_of_calls_are_heard()
    {
        await using var server = new RpcServer();
        await server.ListenAsync("rpc://127.0.0.1:0", Token);
        await using var client = new RpcClient();
        ICalculator calculator = client.Get<ICalculator>(server.Add<ICalculator>(new Calculator()));
        var measured = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        using (Listings.Telemetry.Durations((name, _) => measured.TrySetResult(name)))
        {
            string printed = await ConsoleOutput.PrintedAsync(async () =>
            {
                using ActivityListener spans = Listings.Telemetry.Spans();
                await calculator.AddAsync(2, 3, Token);
                Assert.Equal("rpc.server.call.duration", await measured.Task.WaitAsync(s_patience, Token));
            });
            Assert.Contains("Client Listings.ICalculator/AddAsync OK\n", printed, StringComparison.Ordinal);
        }
    }

    private HostApplicationBuilder Builder(params (string Key, string Value)[] settings)
    {
        HostApplicationBuilder builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(settings.Select(static one => KeyValuePair.Create(one.Key, (string?)one.Value))
            .Concat([KeyValuePair.Create("Rpc:Client:NameServers", (string?)_nameServer), KeyValuePair.Create("Rpc:NameServer:Listen", (string?)_nameServer)]));
        return builder;
    }
}
