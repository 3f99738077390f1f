using Microsoft.Extensions.Logging.Abstractions;
using Rpc.Naming;
using Rpc.NameServer;
using Rpc.NameServer.Registry;
using Rpc.NameServer.Stores;

// Registers names as fast as the store takes them, eight at a time, and says each one that was acknowledged. Every third one is removed again.
await using SqliteNameStore store = SqliteNameStore.Open(args[0]);
var registry = NameRegistry.Over(store, TimeProvider.System, NullLogger.Instance);
await registry.LoadAsync(CancellationToken.None);
var service = new NameServerService(registry);
string run = args[1];
Console.WriteLine("ready");
await Task.WhenAll(Enumerable.Range(0, 8).Select(WriteAsync));

async Task WriteAsync(int lane)
{
    for (int i = 0; ; i++)
    {
        string name = $"{run}.{lane}.{i}";
        await service.RegisterAsync(new NameRegistration(name, $"rpc://127.0.0.1:9101/{name}", $"writer-{run}", ["crash"], LeaseSeconds: 3600));
        Console.Out.WriteLine("+" + name);
        if (i % 3 == 2)
        {
            await service.UnregisterAsync(name);
            Console.Out.WriteLine("-" + name);
        }
    }
}
