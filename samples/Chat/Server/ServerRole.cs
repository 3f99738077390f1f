using Chat.Contract;
using Rpc;

namespace Chat.Server;

/// <summary>Offers the chat under the name <c>chat</c> until Ctrl-C.</summary>
internal static class ServerRole
{
    /// <param name="keepAlive">After this long without a word a guest's program is asked whether it lives; it is dead after three times that.</param>
    /// <param name="stop">Ends it.</param>
    public static async Task<int> RunAsync(TimeSpan keepAlive, CancellationToken stop)
    {
        await using var server = new RpcServer(new RpcServerOptions
        {
            DrainTimeout = TimeSpan.FromSeconds(5),
            Limits = new RpcLimits
            {
                KeepAliveInterval = keepAlive,
                MaxMessageBytes = ChatLimits.MessageBytes,
                MaxUnsentBytes = ChatLimits.UnsentBytes,
                MaxBindings = ChatLimits.References,
            },
        });
        RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0", stop);
        var house = new ChatHouse(Console.WriteLine);
        await server.PublishAsync<IChat>("chat", house, cancellationToken: stop);
        Console.WriteLine($"server at {address}");

        // A server that stops lets calls end that run. Streams are such calls, and these would not end by themselves.
        await using CancellationTokenRegistration closing = stop.Register(house.Close);
        await server.RunAsync(stop);
        return 0;
    }
}
