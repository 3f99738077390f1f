using Microsoft.Extensions.Logging;
using Rpc;

namespace Listings.HowTo;

/// <summary>The programs of docs/how-to/debug-a-call.md.</summary>
public static class Debugging
{
    public static async Task LogAsync()
    {
        #region logs
        using ILoggerFactory logs = LoggerFactory.Create(log => log
            .AddSimpleConsole(console => console.SingleLine = true)
            .AddFilter("Rpc", LogLevel.Debug));                            // Rpc.Client, Rpc.Server, Rpc.Naming and the others
        await using var server = new RpcServer(new RpcServerOptions { LoggerFactory = logs, DetailedErrors = true });
        await using var client = new RpcClient(new RpcClientOptions { LoggerFactory = logs });
        #endregion
        await server.ListenAsync("rpc://127.0.0.1:0");
        await TellAsync(client.Get<ITickets>(server.Add<ITickets>(new Broken(), "tickets")));
        await Task.Delay(500);                                             // the line of a failed handler may come behind its answer
    }

    public static async Task TellAsync(ITickets tickets)
    {
        #region tell
        using CallScope scope = CallScope.Begin(new CallOptions { CorrelationId = "order 66" }); // in the logs of both sides
        try
        {
            await tickets.BuyAsync("Faust", seats: 2);
        }
        catch (RpcException error)
        {
            Console.WriteLine($"{error.Status} ({error.Reason}), {error.Outcome}");     // Unknown (None), Completed
            Console.WriteLine(error.RemoteUri);                                         // the instance that was called
            Console.WriteLine(error.RemoteType);                                        // System.IO.IOException, where the server tells details
        }
        #endregion
    }

    private sealed class Broken : ITickets
    {
        public Task<int> BuyAsync(string show, int seats) => throw new IOException("The till does not open.");
    }
}
