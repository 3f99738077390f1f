using System.Globalization;
using Rpc;
using Rpc.Tasks.Hub;
using Rpc.Tasks.Ledger;
using Rpc.Tasks.Stores;
using Rpc.Tasks.Tests.Node;

// write FILE SECONDS: writes for so long (0: until it is killed), and says what was acknowledged. listen FILE: says what it hears. hub FILE URI: serves it.
await using SqliteTaskStore store = SqliteTaskStore.Open(args[1]);
switch (args[0])
{
    case "write":
        await new Writing(store).RunAsync(TimeSpan.FromSeconds(int.Parse(args[2], CultureInfo.InvariantCulture)));
        break;
    case "listen":
        using (store.Listen(static signal => Console.WriteLine($"heard {signal.Kinds} {string.Join(' ', signal.Ended ?? [])}")))
        {
            Console.WriteLine("ready");
            await Console.In.ReadToEndAsync();
        }

        break;
    case "hub":
        await using (var server = new RpcServer())
        {
            await server.ListenAsync(RemoteUri.Parse(args[2]).WithoutObject());
            await using TaskHub hub = server.AddTaskHub(new TaskLedger(store));
            Console.WriteLine($"hub at {hub.Uri}");
            await Console.In.ReadToEndAsync();
        }

        break;
    default:
        throw new ArgumentException($"'{args[0]}' is not known: write, listen or hub.");
}
