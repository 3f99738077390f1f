using Rpc;
using Rpc.Runtime.Tests;

// serve ADDRESS: serves a node and a slow object, prints their URIs, and ends with its input. call URI: waits in a call, for ever.
if (args is ["serve", var address])
{
    await using var server = new RpcServer();
    await server.ListenAsync(address);
    Console.WriteLine(server.Add<INode>(new Node($"{Environment.ProcessId}"), "node"));
    Console.WriteLine(server.Add<ISlow>(new Slow(), "slow"));
    await Console.In.ReadToEndAsync();
}
else
{
    await using var client = new RpcClient();
    client.Get<ISlow>(args[1], new ProxyOptions { Timeout = Timeout.InfiniteTimeSpan }).UntilCancelled();
}
