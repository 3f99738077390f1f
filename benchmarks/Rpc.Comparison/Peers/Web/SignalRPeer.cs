using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Rpc.Comparison.Measuring;
using Rpc.Comparison.Peers.Calls;

namespace Rpc.Comparison.Peers.Web;

/// <summary>SignalR without the web: its hub protocol (JSON) straight on a TCP connection, which is the fastest way it has in the box.</summary>
internal sealed class SignalRPeer : IPeer
{
    public string Name => "signalr";

    public PeerKind Kind => PeerKind.Other;

    public IReadOnlyList<string> Workloads { get; } =
    [
        Peers.Workloads.Sequential, Peers.Workloads.Welcome, Peers.Workloads.Echo1K, Peers.Workloads.Echo1M,
        Peers.Workloads.InFlight64, Peers.Workloads.Conn8X16, Peers.Workloads.Stream,
    ];

    public async Task<string> StartServerAsync()
    {
        // Never disposed: it serves for as long as the process lives. 32 KiB, the largest message by default, is less than echo1m sends.
        WebApplication app = WebHosts.Build(
            HttpProtocols.None,
            listen => listen.UseHub<CalculatorHub>(),
            services => services.AddSignalR(hub => hub.MaximumReceiveMessageSize = 4 * 1024 * 1024));
        await app.StartAsync();
        Uri address = new(app.Urls.Single());
        return $"{address.Host}:{address.Port}";
    }

    public async Task<ClientResult> RunClientAsync(ClientRun run)
    {
        List<HubConnection> connections = [];
        for (int i = 0; i < Peers.Workloads.Shape(run.Workload).Connections; i++)
        {
            connections.Add(await ConnectAsync(run.Endpoint));
        }

        return run.Workload == Peers.Workloads.Stream
            ? await ItemReader.MeasureAsync(run, token => connections[0].StreamAsync<int>(nameof(CalculatorHub.Count), token))
            : await AsyncService<byte[]>.RunAsync(run, [.. connections.Select(Service)]);
    }

    private static AsyncService<byte[]> Service(HubConnection connection) => new(
        (x, y) => new ValueTask<int>(connection.InvokeAsync<int>(nameof(CalculatorHub.Add), x, y)),
        name => new ValueTask<string>(connection.InvokeAsync<string>(nameof(CalculatorHub.Welcome), name)),
        bytes => new ValueTask<byte[]>(connection.InvokeAsync<byte[]>(nameof(CalculatorHub.Echo), bytes)),
        bytes => bytes);

    private static async Task<HubConnection> ConnectAsync(string endpoint)
    {
        HubConnectionBuilder builder = new();
        builder.Services.AddSingleton<EndPoint>(IPEndPoint.Parse(endpoint));
        builder.Services.AddSingleton<IConnectionFactory, TcpConnectionFactory>();
        builder.AddJsonProtocol();
        HubConnection connection = builder.Build();
        await connection.StartAsync();
        return connection;
    }
}
