using Greeting.Contract;
using Rpc;

namespace Greeting.Server;

/// <summary>Terminal 2: offers a greeter under the name <c>server</c> until Ctrl-C.</summary>
internal static class ServerRole
{
    public static async Task<int> RunAsync(CancellationToken stop)
    {
        #region server
        await using var server = new RpcServer();
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0", stop);
        await server.PublishAsync<IGreeter>("server", new Greeter(), cancellationToken: stop);
        Console.WriteLine($"server at {address}");
        await server.RunAsync(stop);
        #endregion
        return 0;
    }
}
