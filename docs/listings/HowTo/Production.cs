using Microsoft.Extensions.Logging;
using Rpc;

namespace Listings.HowTo;

/// <summary>The program of docs/how-to/run-in-production.md.</summary>
public static class Production
{
    public static async Task ServeAsync(CancellationToken stoppingToken)
    {
        #region server
        using ILoggerFactory logs = LoggerFactory.Create(log => log.AddJsonConsole()); // one line an event, for whoever collects them
        await using var server = new RpcServer(new RpcServerOptions
        {
            LoggerFactory = logs,
            DrainTimeout = TimeSpan.FromSeconds(20),                       // less than the supervisor's patience
        });
        await server.ListenAsync(Environment.GetEnvironmentVariable("GREETER_LISTEN") ?? "rpc://127.0.0.1:9101");

        var greeter = new Greeter();
        server.Add<IGreeter>(greeter, "greeter");                          // at a fixed address: this instance and no other
        await server.PublishAsync<IGreeter>("greeter", greeter, new PublishOptions
        {
            Mode = RegisterMode.Add,                                       // several instances, one name
            Advertise = Environment.GetEnvironmentVariable("GREETER_ADVERTISE") is { Length: > 0 } uri ? RemoteUri.Parse(uri) : null,
        });
        await server.RunAsync(stoppingToken);                              // SIGTERM: off the list, drain, exit 0
        #endregion
    }

    public static async Task<int> CheckAsync(CancellationToken cancellationToken)
    {
        #region check
        await using var client = new RpcClient();
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            patience.CancelAfter(TimeSpan.FromSeconds(3));
            await client.PingAsync(RemoteUri.Parse("rpc://127.0.0.1:9101/greeter"), patience.Token);
            return 0;
        }
        catch (Exception error) when (error is RpcException or OperationCanceledException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        #endregion
    }
}
