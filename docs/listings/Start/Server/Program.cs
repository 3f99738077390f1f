#region program
using Hello;
using Rpc;

await using var server = new RpcServer();
RemoteUri address = await server.ListenAsync("rpc://127.0.0.1:0");  // any free port
await server.PublishAsync<IGreeter>("greeter", new Greeter());      // finds the name server, registers, keeps the lease
Console.WriteLine($"greeter at {address}, Ctrl-C ends it");
await server.RunAsync();                                            // Ctrl-C drains, unregisters, exits 0
#endregion
